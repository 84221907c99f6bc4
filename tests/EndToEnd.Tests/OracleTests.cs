using ElectraGen.Runtime;
using ElectraGen.Training;

namespace EndToEnd.Tests;

/// <summary>Training steps against an ELECTRA in PyTorch that shares no line with the product.</summary>
public sealed class OracleTests
{
    [Fact]
    public async Task TheOracleNoticesEverySpoiltTensor() =>
        (await Programs.RunOracleAsync("self_check.py")).ShouldSucceed();

    [Theory]
    [InlineData("ElectraTiny", 3)]
    [InlineData("ElectraSmall", 2)]
    public async Task FirstStepAgrees(string model, int batch)
    {
        using TemporaryFolder folder = new();
        string seed = Random.Shared.Next(1, 1_000_000).ToString();
        string trace = folder["trace.safetensors"];

        (await Programs.RunAsync("trace", model, "--batch", $"{batch}", "--seed", seed, "--output", trace)).ShouldSucceed();

        (await Programs.RunOracleAsync("electra_oracle.py", trace)).ShouldSucceed();
    }

    [Theory]
    [InlineData("ElectraTinyMaskedOnly")]
    [InlineData("ElectraTinySharingAll")]
    [InlineData("ElectraTinySharingNone")]
    [InlineData("BertTiny")]
    [InlineData("ReplaceMlmTiny")]
    [InlineData("ElectraTinyUnigram")]
    [InlineData("ElectraTinyUniform")]
    [InlineData("AllTokensMlmTiny")]
    [InlineData("ElectraTinyAdversarial")]
    [InlineData("ElectraTinyTwoStage", "--stage", "generator")]
    [InlineData("ElectraTinyTwoStage", "--stage", "discriminator")]
    public async Task EverySystemOfThePaperAgrees(string model, params string[] more)
    {
        using TemporaryFolder folder = new();
        string seed = Random.Shared.Next(1, 1_000_000).ToString();
        string trace = folder["trace.safetensors"];

        (await Programs.RunAsync(["trace", model, "--batch", "3", "--seed", seed, "--output", trace, .. more])).ShouldSucceed();

        (await Programs.RunOracleAsync("electra_oracle.py", trace)).ShouldSucceed();
    }

    [Theory]
    [InlineData(nameof(RotaryVariant))]
    [InlineData(nameof(SinusoidalVariant))]
    public async Task FirstStepOfAVariantAgrees(string model)
    {
        using TemporaryFolder folder = new();
        string seed = Random.Shared.Next(1, 1_000_000).ToString();
        string trace = folder["trace.safetensors"];

        Assert.Equal(0, await TrainingHost.RunAsync(ElectraModels.All, ["trace", model, "--batch", "3", "--seed", seed, "--output", trace]));

        (await Programs.RunOracleAsync("electra_oracle.py", trace)).ShouldSucceed();
    }

    [Fact]
    public async Task StepFromACheckpointAgrees()
    {
        using TemporaryFolder folder = new();
        string run = folder["run"], trace = folder["trace.safetensors"];
        (await Programs.RunAsync(
            "pretrain", "ElectraTiny", "--steps", "6", "--batch", "4", "--output", run, "--checkpoint-every", "3")).ShouldSucceed();

        (await Programs.RunAsync(
            "trace", "ElectraTiny", "--batch", "2", "--seed", "5", "--output", trace,
            "--checkpoint", Path.Combine(run, "checkpoint-3"))).ShouldSucceed();

        (await Programs.RunOracleAsync("electra_oracle.py", trace)).ShouldSucceed();
    }
}
