using System.Text.Json.Nodes;

namespace EndToEnd.Tests;

/// <summary>A comparison that was stopped ends in the table of one that was not.</summary>
public sealed class ComparisonTests
{
    [Fact]
    public async Task InterruptedComparisonGoesOnToTheSameTable()
    {
        using TemporaryFolder folder = new();
        string corpus = folder["corpus.txt"];
        File.WriteAllText(corpus, Text());
        (await Programs.RunAsync(Arguments(corpus, folder["straight"]))).ShouldSucceed();

        string stopped = folder["stopped"], firstRun = Path.Combine(stopped, "ElectraTiny-seed-1");
        using (RunningProgram program = Programs.Start(Arguments(corpus, stopped)))
        {
            while (!HasReported(firstRun) && !program.HasEnded)
                await Task.Delay(5);
            program.Interrupt();
            ProgramResult result = await program.WaitAsync();
            Assert.Equal(130, result.ExitCode);
            Assert.Contains("the same command goes on", result.Output);
        }
        (await Programs.RunAsync(Arguments(corpus, stopped))).ShouldSucceed();

        Assert.Equal(File.ReadAllText(folder["straight/comparison.md"]), File.ReadAllText(folder["stopped/comparison.md"]));
        Assert.Equal(HeldOut(folder["straight"]), HeldOut(stopped));
        Assert.True(File.Exists(folder["stopped/discrimination.png"]));
    }

    // Two models of different length, so that each has data of its own, and enough steps to be stopped in between
    private static string[] Arguments(string corpus, string output) =>
        ["compare", "ElectraTiny", "ElectraSmall", "--corpus", corpus, "--tokens", "4096", "--batch", "2", "--output", output];

    /// <summary>A hundred documents, of which two are held out.</summary>
    private static string Text() => string.Join(
        "\n\n", Enumerable.Range(0, 100).Select(static document => string.Join('\n', Enumerable.Repeat($"The boat number {document} crossed the river in the morning and came back at night.", 12))));

    private static bool HasReported(string run) => new FileInfo(Path.Combine(run, "metrics.jsonl")) is { Exists: true, Length: > 0 };

    private static string HeldOut(string comparison) => string.Join(
        '\n',
        JsonNode.Parse(File.ReadAllText(Path.Combine(comparison, "comparison.json")))!["models"]!.AsArray()
            .SelectMany(static model => model!["runs"]!.AsArray()).Select(static run => run!["held_out"]!.ToJsonString()));
}
