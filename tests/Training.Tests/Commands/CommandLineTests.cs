using System.Text.Json.Nodes;
using ElectraGen.Training.Commands;

namespace Training.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("did you mean \"pretrain\"?", "pretran")]
    [InlineData("--help lists them all", "xylophone")]
    [InlineData("did you mean \"--json\"?", "models", "--jsn")]
    [InlineData("did you mean \"--checkpoint-every\"?", "pretrain", "--checkpont-every", "3")]
    [InlineData("one too many", "models", "extra")]
    [InlineData("--batch takes a whole number from 1", "pretrain", "--batch", "0")]
    [InlineData("--steps takes a whole number from 1", "pretrain", "--steps", "many")]
    [InlineData("--seed takes a whole number from 0", "pretrain", "--seed", "-1")]
    [InlineData("--precision is fp32, bf16 or fp16", "pretrain", "--precision", "fp8")]
    [InlineData("MODEL", "plan")]
    [InlineData("MODELS", "compare", "--output", "folder")]
    [InlineData("--tokens takes a number above 0", "compare", "Miniature", "--tokens", "-3", "--output", "folder")]
    [InlineData("--output", "trace", "Miniature")]
    [InlineData("A verb is missing")]
    public async Task MistakenArgumentsAreExplained(string part, params string[] args) =>
        Assert.Contains(part, (await CommandLineRun.Start(args)).RequireSentence(exitCode: 2));

    [Theory]
    [InlineData("did you mean \"Miniature\"?", "plan", "Minature")]
    [InlineData("the verb models lists them all", "plan", "Bert")]
    [InlineData("The host computes in fp32 only", "bench", "Miniature", "--device", "host", "--precision", "bf16")]
    [InlineData("no device \"cuda\"", "bench", "Miniature", "--device", "cuda")]
    [InlineData("exclude each other", "bench", "Miniature", "--device", "host", "--data", "a", "--corpus", "b.txt")]
    [InlineData("128", "bench", "Miniature", "--device", "host")]
    public async Task WhatIsNotThereIsExplained(string part, params string[] args) =>
        Assert.Contains(part, (await CommandLineRun.Start(args)).RequireSentence());

    [Theory]
    [InlineData("devices")]
    [InlineData("models")]
    [InlineData("plan")]
    [InlineData("prepare")]
    [InlineData("pretrain")]
    [InlineData("compare")]
    [InlineData("trace")]
    [InlineData("export")]
    [InlineData("bench")]
    public async Task EveryVerbHasHelp(string verb) =>
        Assert.Contains("Usage:", (await CommandLineRun.Start(verb, "--help")).RequireSuccess().Output);

    [Fact]
    public async Task ModelsCountsSharedTensorsOnce()
    {
        JsonNode[] models = [.. JsonNode.Parse((await CommandLineRun.Start("models", "--json")).RequireSuccess().Output)!.AsArray().Select(static node => node!)];
        JsonNode miniature = models.Single(static node => node["name"]!.GetValue<string>() == "Miniature");

        // The shared tables (128 words, 20 positions, 2 segments of width 8) and their norm
        const long Shared = ((128 + 20 + 2) * 8) + 16;
        JsonNode parameters = miniature["parameters"]!;
        Assert.Equal(
            parameters["generator"]!.GetValue<long>() + parameters["discriminator"]!.GetValue<long>() - Shared, parameters["total"]!.GetValue<long>());
        Assert.Equal("learned", miniature["discriminator"]!["positions"]!.GetValue<string>());
        Assert.Equal(24, miniature["recipe"]!["steps"]!.GetValue<int>());
        Assert.Equal(128, miniature["vocabulary_size"]!.GetValue<int>());
        Assert.True(miniature["flops_per_token"]!.GetValue<double>() > 0);
    }

    [Fact]
    public async Task DevicesListsTheHostAndOneDefault()
    {
        JsonArray devices = JsonNode.Parse((await CommandLineRun.Start("devices", "--json")).RequireSuccess().Output)!.AsArray();

        Assert.Contains(devices, static device => device!["id"]!.GetValue<string>() == "host");
        Assert.Single(devices, static device => device!["default"]!.GetValue<bool>());
        Assert.All(
            ["id", "name", "driver", "kind", "memory_bytes", "tier", "reason", "tiers"],
            key => Assert.All(devices, device => Assert.NotNull(device![key])));
    }

    [Fact]
    public async Task BenchReportsItsFacts()
    {
        using Runs.MiniatureRuns runs = new();
        CommandLineRun run = (await CommandLineRun.Start(runs.With("bench", "--batch", "2", "--steps", "3", "--json"))).RequireSuccess();

        JsonNode facts = JsonNode.Parse(run.Output)!;
        Assert.All(
            ["model", "device", "tier", "precision", "batch", "tokens_per_second", "milliseconds_per_step", "flops_per_second", "busy_fraction", "plan_bytes", "peak_bytes"],
            key => Assert.NotNull(facts[key]));
        Assert.Equal(0, facts["allocated_bytes_per_step"]!.GetValue<long>());
        // What is planned, up to alignment and twice over where integers and floats take turns on the host
        Assert.InRange(facts["peak_bytes"]!.GetValue<long>(), 1, 3 * facts["plan_bytes"]!.GetValue<long>());
    }

    [Fact]
    public async Task AnInterruptedBenchEndsBehindItsStep()
    {
        using Runs.MiniatureRuns runs = new();
        using CancellationTokenSource interruption = new(TimeSpan.FromSeconds(1));

        CommandLineRun run = await CommandLineRun.Start(new StringWriter(), interruption.Token, runs.With("bench", "--steps", $"{int.MaxValue}"));

        Assert.Contains("interrupted", run.RequireSentence(CommandLine.Interrupted), StringComparison.Ordinal);
    }
}
