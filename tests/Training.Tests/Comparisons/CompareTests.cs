using System.Text.Json.Nodes;
using ElectraGen.Training.Comparisons;
using SkiaSharp;

namespace Training.Tests.Comparisons;

public sealed class CompareTests : IDisposable
{
    private const int Steps = 12, TokensPerStep = 6 * 16;

    private readonly TemporaryFolder folder = new();
    private readonly string data;

    public CompareTests() => data = MiniatureData.Prepare(folder);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task LeavesTableFactsAndCharts()
    {
        CommandLineRun run = (await Compare("comparison", "--seeds", "2")).RequireSuccess();

        Assert.Contains("4 runs of at most 1,152 tokens each", run.Output);
        Assert.Contains("Steps of Miniature and MiniatureWide: 12 where the recipe has 24; the warm-up is scaled with them, from 4 to 2.", run.Output);
        Assert.Contains("left for all", run.Output);
        JsonNode facts = Facts("comparison");
        Assert.Equal(["Miniature", "MiniatureWide"], facts["models"]!.AsArray().Select(static model => model!["name"]!.GetValue<string>()));
        foreach (JsonNode? model in facts["models"]!.AsArray())
        {
            JsonArray runs = model!["runs"]!.AsArray();
            Assert.Equal([1u, 2u], runs.Select(static result => result!["seed"]!.GetValue<uint>()));
            foreach (ComparedMetric metric in ComparedMetric.All.Where(static metric => metric.Key is "generator_loss" or "discriminator_auc" or "discriminator_accuracy"))
            {
                double[] values = [.. runs.Select(result => result!["held_out"]![metric.Key]!.GetValue<double>())];
                Assert.Equal(values.Average(), model["metrics"]![metric.Key]!["mean"]!.GetValue<double>(), 1e-12);
                Assert.Equal(Math.Abs(values[0] - values[1]) / Math.Sqrt(2), model["metrics"]![metric.Key]!["deviation"]!.GetValue<double>(), 1e-12);
            }
        }
        string table = File.ReadAllText(folder["comparison/comparison.md"]);
        Assert.Matches(@"\| MiniatureWide \| [0-9,]+ \| [0-9.]+ \| 6 \| 12 \| 1,152 \| [0-9.]+ \| [0-9.]+ ± [0-9.]+ \|", table);
        Assert.Contains("tested on what its own generator writes", table);
        Assert.DoesNotContain("batches are", table);
        foreach (string chart in (string[])["losses.png", "discrimination.png"])
        {
            using SKBitmap picture = SKBitmap.Decode(folder[$"comparison/{chart}"]);
            Assert.True(picture.Width > 0, chart);
        }
    }

    [Fact]
    public async Task StoppedComparisonGoesOnToTheSameResults()
    {
        (await Compare("straight", "--seeds", "2")).RequireSuccess();
        using CancellationTokenSource interruption = new();
        InterruptingWriter output = new("step 7/", interruption);

        CommandLineRun stopped = await CommandLineRun.Start(output, interruption.Token, Arguments("stopped", "--seeds", "2"));

        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains("Interrupted with 0 of 4 runs finished", stopped.Output);
        Assert.True(Directory.Exists(folder["stopped/Miniature-seed-1/checkpoint-7"]));
        CommandLineRun resumed = (await Compare("stopped", "--seeds", "2")).RequireSuccess();
        Assert.DoesNotContain("step 7/", resumed.Output[..resumed.Output.IndexOf("Run 2 of 4", StringComparison.Ordinal)]);
        Assert.Equal(Results("straight"), Results("stopped"));
    }

    [Fact]
    public async Task OnlyWhatIsMissingIsRun()
    {
        (await Compare("comparison")).RequireSuccess();

        CommandLineRun again = (await Compare("comparison")).RequireSuccess();
        CommandLineRun more = (await Compare("comparison", "--seeds", "2")).RequireSuccess();

        Assert.DoesNotContain("Run ", again.Output);
        Assert.Contains("4 runs of at most 1,152 tokens each", more.Output);
        Assert.Contains("2 of them finished", more.Output);
        Assert.DoesNotContain("seed 1,", more.Output);
        Assert.Contains("Run 4 of 4: MiniatureWide, seed 2", more.Output);
    }

    [Fact]
    public async Task RunWithoutAResultIsEvaluatedAgain()
    {
        (await Compare("comparison")).RequireSuccess();
        string before = Results("comparison");
        File.WriteAllText(
            folder["comparison/comparison.json"],
            File.ReadAllText(folder["comparison/comparison.json"]).Replace("\"seed\": 1", "\"seed\": 9", StringComparison.Ordinal));

        (await Compare("comparison")).RequireSuccess();

        Assert.Equal(before, Results("comparison"));
    }

    [Fact]
    public async Task BatchDoesNotChangeTheHeldOutText()
    {
        (await Compare("six", "--batch", "6")).RequireSuccess();
        (await Compare("five", "--batch", "5")).RequireSuccess();

        int[] Tokens(string comparison) =>
            [.. Facts(comparison)["models"]!.AsArray().Select(static model => model!["runs"]![0]!["held_out"]!["tokens"]!.GetValue<int>())];
        Assert.Equal(Tokens("six"), Tokens("five"));
        Assert.Single(Tokens("six").Distinct());
    }

    [Fact]
    public async Task JsonStandsAlone()
    {
        CommandLineRun run = (await Compare("comparison", "--json")).RequireSuccess();

        Assert.Equal(Facts("comparison").ToJsonString(), JsonNode.Parse(run.Output)!.ToJsonString());
        Assert.Contains("Run 1 of 2", run.Error);
    }

    [Theory]
    [InlineData("exclude each other", "--flops", "1e12")]
    [InlineData("named twice", "miniature")]
    [InlineData("did you mean \"Miniature\"?", "Minature")]
    public async Task MistakesAreExplained(string part, params string[] more) =>
        Assert.Contains(part, (await Compare("comparison", more)).RequireSentence());

    [Fact]
    public async Task AnotherBudgetInTheSameFolderIsRefused()
    {
        (await Compare("comparison")).RequireSuccess();

        string refusal = (await CommandLineRun.Start(
            "compare", "Miniature", "--data", data, "--device", "host", "--output", folder["comparison"], "--tokens", "2000")).RequireSentence();

        Assert.Contains("number of steps (12, now 20)", refusal);
    }

    [Fact]
    public async Task FolderOfSomethingElseIsRefused()
    {
        Directory.CreateDirectory(folder["other"]);
        folder.Write("other/thing", "kept");

        Assert.Contains("is no comparison", (await Compare("other")).RequireSentence());
        Assert.Equal(["thing"], Directory.EnumerateFileSystemEntries(folder["other"]).Select(static path => Path.GetFileName(path)));
    }

    [Fact]
    public async Task ModelOfAnotherLengthNeedsItsOwnData() =>
        Assert.Contains("--length 12", (await Compare("comparison", "MiniatureShort")).RequireSentence());

    private Task<CommandLineRun> Compare(string comparison, params string[] more) => CommandLineRun.Start(Arguments(comparison, more));

    private string[] Arguments(string comparison, params string[] more) =>
    [
        "compare", "Miniature", "MiniatureWide", "--data", data, "--device", "host", "--output", folder[comparison],
        "--tokens", $"{Steps * TokensPerStep}", .. more,
    ];

    private JsonNode Facts(string comparison) => JsonNode.Parse(File.ReadAllText(folder[$"{comparison}/comparison.json"]))!;

    /// <summary>The facts without what measures time.</summary>
    private string Results(string comparison)
    {
        JsonNode facts = Facts(comparison);
        foreach (JsonNode? result in facts["models"]!.AsArray().SelectMany(static model => model!["runs"]!.AsArray()))
            result!.AsObject().Remove("seconds");
        return facts.ToJsonString();
    }
}
