using System.Text.Json.Nodes;
using SkiaSharp;

namespace Training.Tests.Runs;

public sealed class PretrainTests : IDisposable
{
    private readonly MiniatureRuns runs = new();

    public void Dispose() => runs.Dispose();

    [Fact]
    public async Task LeavesAWholeRunFolder()
    {
        CommandLineRun run = (await runs.Pretrain("run")).RequireSuccess();

        Assert.Contains("warm-up is scaled from 4 steps to 2", run.Output);
        Assert.Contains("Miniature saw 1,152 tokens in 12 steps.", run.Output);
        Assert.Contains("nats", run.Output);
        Assert.Equal(["checkpoint-12", "checkpoint-4", "checkpoint-8"], runs.CheckpointNames("run"));
        Assert.Equal(12, runs.Rows("run", "metrics.jsonl").Length);
        JsonObject row = JsonNode.Parse(File.ReadLines(runs.Folder["run/metrics.jsonl"]).Last())!.AsObject();
        Assert.Equal(
            "step loss generator_loss discriminator_loss prediction_loss prediction_accuracy generator_accuracy sampled_accuracy distinct_targets distinct_samples replaced_fraction discriminator_accuracy discriminator_auc discriminator_precision discriminator_recall learning_rate gradient_norm tokens_per_second seconds",
            string.Join(' ', row.Select(static pair => pair.Key)));
        Assert.Equal(row["loss"]!.GetValue<double>(), row["generator_loss"]!.GetValue<double>() + (50 * row["discriminator_loss"]!.GetValue<double>()), 1e-3);
        JsonObject evaluation = JsonNode.Parse(File.ReadLines(runs.Folder["run/evaluation.jsonl"]).Last())!.AsObject();
        Assert.All(
            ["step", "generator_loss", "generator_accuracy", "discriminator_loss", "base_rate_entropy", "discriminator_accuracy", "discriminator_auc", "discriminator_precision", "discriminator_recall"],
            key => Assert.True(evaluation.ContainsKey(key), key));
        Assert.Equal("Miniature", JsonNode.Parse(File.ReadAllText(runs.Folder["run/run.json"]))!["model"]!.GetValue<string>());
    }

    [Fact]
    public async Task AlarmIsShownAndWrittenOnce()
    {
        string[] arguments = ["MiniatureEven", .. runs.Arguments("run")[2..]];
        CommandLineRun first = await CommandLineRun.Start(["pretrain", .. arguments]);
        CommandLineRun again = await CommandLineRun.Start(["pretrain", .. arguments, "--resume"]);

        Assert.Contains("step 0/12  notice: The generator's layers", first.RequireSuccess().Output);
        Assert.DoesNotContain("notice", again.RequireSuccess().Output);
        JsonNode alarm = JsonNode.Parse(Assert.Single(File.ReadLines(runs.Folder["run/alarms.jsonl"])))!;
        Assert.Equal("generator_size", alarm["alarm"]!.GetValue<string>());
        Assert.Equal(0, alarm["step"]!.GetValue<int>());
        Assert.Contains("100 %", alarm["sentence"]!.GetValue<string>());
    }

    [Fact]
    public async Task RunWithoutAnAlarmSaysNothing()
    {
        Assert.DoesNotContain("notice", (await runs.Pretrain("run")).RequireSuccess().Output);
        Assert.Empty(File.ReadAllText(runs.Folder["run/alarms.jsonl"]));
    }

    [Fact]
    public async Task CurvesHaveLetters()
    {
        (await runs.Pretrain("run")).RequireSuccess();
        foreach (string name in (string[])["losses.png", "discrimination.png", "optimization.png"])
        {
            using SKBitmap curves = SKBitmap.Decode(runs.Folder[$"run/{name}"]);
            // The title stands in a strip of its own, centred
            int dark = 0;
            for (int x = curves.Width / 3; x < 2 * curves.Width / 3; x++)
            {
                for (int y = 0; y < 28; y++)
                    dark += curves.GetPixel(x, y).Red < 96 ? 1 : 0;
            }
            Assert.InRange(dark, 200, 20_000);
        }
    }

    [Fact]
    public async Task SameSeedGivesTheSameBytesAndAnotherSeedOthers()
    {
        (await runs.Pretrain("first", "--seed", "7")).RequireSuccess();
        (await runs.Pretrain("second", "--seed", "7")).RequireSuccess();
        (await runs.Pretrain("other", "--seed", "8")).RequireSuccess();

        MiniatureRuns.AssertSameBytes(runs.Checkpoint("first", 12), runs.Checkpoint("second", 12));
        Assert.NotEqual(
            File.ReadAllBytes(Path.Combine(runs.Checkpoint("first", 12), "model.safetensors")),
            File.ReadAllBytes(Path.Combine(runs.Checkpoint("other", 12), "model.safetensors")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task KilledAndResumedRunEndsInTheSameBytes(int lastCheckpoint)
    {
        (await runs.Pretrain("straight")).RequireSuccess();
        runs.CopyAsKilled("straight", "killed", lastCheckpoint);
        File.AppendAllText(runs.Folder["killed/metrics.jsonl"], "{\"step\":12,\"lo");
        Directory.CreateDirectory(runs.Folder["killed/checkpoint-10.partial"]);

        (await runs.Pretrain("killed", "--resume")).RequireSuccess();

        MiniatureRuns.AssertSameBytes(runs.Checkpoint("straight", 12), runs.Checkpoint("killed", 12));
        Assert.Equal(runs.Rows("straight", "metrics.jsonl"), runs.Rows("killed", "metrics.jsonl"));
        Assert.Equal(runs.Rows("straight", "evaluation.jsonl"), runs.Rows("killed", "evaluation.jsonl"));
        Assert.False(Directory.Exists(runs.Folder["killed/checkpoint-10.partial"]));
    }

    [Fact]
    public async Task InterruptionFinishesTheStepAndCanBeResumed()
    {
        (await runs.Pretrain("straight")).RequireSuccess();
        using CancellationTokenSource interruption = new();
        InterruptingWriter output = new("step 6/", interruption);

        CommandLineRun interrupted = await CommandLineRun.Start(output, interruption.Token, runs.Arguments("interrupted"));

        Assert.Equal(130, interrupted.ExitCode);
        Assert.Contains("Interrupted after 6 of 12 steps", interrupted.Output);
        Assert.Contains("checkpoint-6", runs.CheckpointNames("interrupted"));
        (await runs.Pretrain("interrupted", "--resume")).RequireSuccess();
        MiniatureRuns.AssertSameBytes(runs.Checkpoint("straight", 12), runs.Checkpoint("interrupted", 12));
    }

    [Fact]
    public async Task KeepsTheNewestCheckpoints()
    {
        (await runs.Pretrain("run", "--keep", "1")).RequireSuccess();

        Assert.Equal(["checkpoint-12"], runs.CheckpointNames("run"));
    }

    [Fact]
    public async Task ResumingAFinishedRunChangesNothing()
    {
        (await runs.Pretrain("run")).RequireSuccess();
        byte[] before = File.ReadAllBytes(Path.Combine(runs.Checkpoint("run", 12), "model.safetensors"));

        (await runs.Pretrain("run", "--resume")).RequireSuccess();

        Assert.Equal(before, File.ReadAllBytes(Path.Combine(runs.Checkpoint("run", 12), "model.safetensors")));
        Assert.Equal(12, runs.Rows("run", "metrics.jsonl").Length);
    }

    [Fact]
    public async Task ExistingFolderIsNotOverwritten()
    {
        runs.Folder.Write("taken", "something");

        Assert.Contains("--resume", (await runs.Pretrain("taken")).RequireSentence());
        Assert.Equal("something", File.ReadAllText(runs.Folder["taken"]));
    }

    [Theory]
    [InlineData("seed", "--seed", "9")]
    [InlineData("batch", "--batch", "5")]
    public async Task ResumingWithOtherOptionsIsRefused(string what, params string[] options)
    {
        (await runs.Pretrain("run")).RequireSuccess();

        Assert.Contains(what, (await runs.Pretrain("run", ["--resume", .. options])).RequireSentence());
    }
}
