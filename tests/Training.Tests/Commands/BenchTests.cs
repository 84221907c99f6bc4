using System.Text.Json.Nodes;
using Training.Tests.Runs;

namespace Training.Tests.Commands;

public sealed class BenchTests
{
    [Fact]
    public async Task TheKernelsOfAProfileAndTheTimeBetweenThemAreTheStep()
    {
        using MiniatureRuns runs = new();
        string[] arguments = runs.With("bench", "--batch", "2", "--steps", "1", "--profile", "--output", runs.Folder["profile"], "--json");
        JsonNode profile = JsonNode.Parse((await CommandLineRun.Start(arguments)).RequireSuccess().Output)!["profile"]!;

        JsonNode[] kernels = [.. profile["kernels"]!.AsArray().Select(static kernel => kernel!)];
        double[] times = [.. kernels.Select(static kernel => kernel["milliseconds"]!.GetValue<double>())];
        double step = profile["milliseconds"]!.GetValue<double>();
        // A dispatch that is shorter than a tick of the clock counts as a nanosecond
        Assert.Equal(step, times.Sum() + profile["milliseconds_between_kernels"]!.GetValue<double>(), tolerance: 1e-6 * kernels.Length);
        Assert.Equal(times.OrderDescending(), times);
        Assert.All(kernels, static kernel => Assert.True(kernel["share_of_ceiling"]!.GetValue<double>() > 0));
        JsonNode product = kernels.First(static kernel => kernel["kernel"]!.GetValue<string>() == "matrix_product NT bias");
        Assert.True(product["flops_per_second"]!.GetValue<double>() > 0);
        Assert.Null(product["bytes_per_second"]);

        JsonArray events = JsonNode.Parse(File.ReadAllText(Path.Combine(runs.Folder["profile"], "trace.json")))!["traceEvents"]!.AsArray();
        Assert.Equal(kernels.Sum(static kernel => kernel["calls"]!.GetValue<int>()), events.Count);
        double[] begins = [.. events.Select(static each => each!["ts"]!.GetValue<double>())];
        Assert.Equal(begins.Order(), begins);
        Assert.All(events, static each => Assert.Equal("X", each!["ph"]!.GetValue<string>()));
        string[] operands = [.. events.SelectMany(static each => each!["args"]!.AsObject()).Select(static operand => operand.Value!.ToString())];
        Assert.Contains(operands, static operand => operand.StartsWith("token_ids (", StringComparison.Ordinal));
        Assert.DoesNotContain(operands, static operand => operand.Contains("Slot {", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CeilingsAreMeasuredWithoutAModel()
    {
        JsonNode ceilings = await Json("bench", "--ceilings", "--device", "host", "--json");

        Assert.Equal("host", ceilings["device"]!.GetValue<string>());
        Assert.True(ceilings["bytes_per_second"]!.GetValue<double>() > 0);
        Assert.True(ceilings["flops_per_second"]!.GetValue<double>() > 0);
        Assert.Empty(ceilings["tiers"]!.AsArray());
    }

    [Fact]
    public async Task EveryUsableTierHasACeiling()
    {
        JsonNode device = (await Json("devices", "--json")).AsArray().First(static each => each!["id"]!.GetValue<string>() == "vulkan:0")!;
        JsonNode ceilings = await Json("bench", "--ceilings", "--device", "vulkan:0", "--json");

        string[] usable = [.. device["tiers"]!.AsArray().Where(static tier => tier!["is_usable"]!.GetValue<bool>()).Select(NameOf)];
        Assert.Equal(usable, ceilings["tiers"]!.AsArray().Select(NameOf));
        Assert.All(ceilings["tiers"]!.AsArray(), static tier => Assert.True(tier!["flops_per_second"]!.GetValue<double>() > 0));

        static string NameOf(JsonNode? tier) => $"{tier!["name"]} {tier["arithmetic"]}";
    }

    private static async Task<JsonNode> Json(params string[] arguments) =>
        JsonNode.Parse((await CommandLineRun.Start(arguments)).RequireSuccess().Output)!;

    [Theory]
    [InlineData("bench")]
    [InlineData("bench", "Miniature", "--ceilings")]
    public async Task BenchTakesAModelOrMeasuresCeilings(params string[] arguments) =>
        Assert.Contains("--ceilings", (await CommandLineRun.Start(arguments)).RequireSentence(exitCode: 2));
}
