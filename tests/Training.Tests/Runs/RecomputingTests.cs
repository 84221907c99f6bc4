using System.Text.Json.Nodes;

namespace Training.Tests.Runs;

public sealed class RecomputingTests : IDisposable
{
    private readonly MiniatureRuns runs = new();

    public void Dispose() => runs.Dispose();

    [Fact]
    public async Task ARunEndsInTheSameBytesWhetherLayersAreRecomputedOrNot()
    {
        CommandLineRun kept = (await runs.Pretrain("kept")).RequireSuccess();
        CommandLineRun recomputed = (await runs.Pretrain("recomputed", "--recompute")).RequireSuccess();
        runs.CopyAsKilled("recomputed", "mixed", MiniatureRuns.CheckpointEvery);
        (await runs.Pretrain("mixed", "--resume")).RequireSuccess();

        Assert.DoesNotContain("layers recomputed", kept.Output);
        Assert.Contains("layers recomputed", recomputed.Output);
        foreach (string run in new[] { "recomputed", "mixed" })
            MiniatureRuns.AssertSameBytes(runs.Checkpoint("kept", MiniatureRuns.Steps), runs.Checkpoint(run, MiniatureRuns.Steps));
    }

    [Fact]
    public async Task StepsAreMadeInLessMemory()
    {
        Assert.True(await PeakBytes("--recompute") < await PeakBytes());

        async Task<long> PeakBytes(params string[] more)
        {
            CommandLineRun bench = await CommandLineRun.Start(runs.With("bench", ["--batch", "64", "--steps", "1", "--json", .. more]));
            return JsonNode.Parse(bench.RequireSuccess().Output)!["peak_bytes"]!.GetValue<long>();
        }
    }
}
