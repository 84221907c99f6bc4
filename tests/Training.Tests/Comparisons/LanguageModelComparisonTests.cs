using System.Text.Json.Nodes;
using SkiaSharp;

namespace Training.Tests.Comparisons;

/// <summary>Models that name words beside one that finds the replaced: each is measured by what it does.</summary>
public sealed class LanguageModelComparisonTests : IDisposable
{
    private static readonly string[] Models = ["Miniature", "MiniatureBert", "MiniatureReplaceMlm", "MiniatureAllTokensMlm"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task EachObjectiveHasItsOwnFigures()
    {
        string comparison = folder["comparison"];

        (await CommandLineRun.Start([
            "compare", .. Models, "--data", MiniatureData.Prepare(folder), "--device", "host", "--output", comparison, "--tokens", "1152",
        ])).RequireSuccess();

        JsonNode facts = JsonNode.Parse(File.ReadAllText(Path.Combine(comparison, "comparison.json")))!;
        JsonNode[] heldOut = [.. facts["models"]!.AsArray().Select(static model => model!["runs"]![0]!["held_out"]!)];
        Assert.Equal(["generator", "prediction", "generator prediction", "generator prediction"], heldOut.Select(Losses));
        Assert.Equal([true, false, false, false], heldOut.Select(static row => row["discriminator_auc"] is not null));
        Assert.Single(heldOut.Select(static row => row["tokens"]!.GetValue<int>()).Distinct(), static tokens => tokens > 0);
        Assert.All(heldOut[1..], static row => Assert.InRange(row["prediction_accuracy"]!.GetValue<double>(), 0, 1));
        string table = File.ReadAllText(Path.Combine(comparison, "comparison.md"));
        Assert.Contains("MiniatureAllTokensMlm's prediction loss is a mean over all tokens", table);
        Assert.DoesNotContain("tested on what its own generator writes", table);
        foreach (string chart in (string[])["losses.png", "predictions.png", "discrimination.png"])
        {
            using SKBitmap picture = SKBitmap.Decode(Path.Combine(comparison, chart));
            Assert.True(picture.Width > 0, chart);
        }
    }

    private static string Losses(JsonNode row) => string.Join(
        ' ', ((string[])["generator", "prediction"]).Where(kind => row[$"{kind}_loss"] is not null && row[$"{kind}_accuracy"] is not null));
}
