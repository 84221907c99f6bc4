namespace EndToEnd.Tests;

/// <summary>What a training run leaves behind, and under which watch it runs.</summary>
public sealed class TrainingRunTests
{
    [Fact]
    public async Task TheValidationLayerIsSilent()
    {
        using TemporaryFolder folder = new();

        ProgramResult result = await Programs.RunAsync(
            "pretrain", "ElectraTiny", "--device", "vulkan", "--validate", "--steps", "20", "--batch", "4", "--output", folder["run"]);

        result.ShouldSucceed();
    }

    [Fact]
    public async Task ValidationWithoutTheLayerIsRefused()
    {
        using TemporaryFolder folder = new();
        Dictionary<string, string> noLayer = new() { ["VK_LAYER_PATH"] = "/nonexistent" };

        ProgramResult result = await Programs.RunAsync(
            noLayer, "pretrain", "ElectraTiny", "--device", "vulkan", "--validate", "--steps", "2", "--output", folder["run"]);

        result.ShouldRefuse("validation");
    }

    [Theory]
    [InlineData("ElectraTiny")]
    [InlineData("BertTiny")]
    [InlineData("AllTokensMlmTiny")]
    [InlineData("ElectraTinyAdversarial")]
    public async Task ExportIsWhatHuggingFaceLoads(string model)
    {
        using TemporaryFolder folder = new();
        string run = folder["run"], export = folder["export"], trace = folder["trace.safetensors"];
        (await Programs.RunAsync("pretrain", model, "--steps", "3", "--batch", "4", "--output", run)).ShouldSucceed();

        (await Programs.RunAsync("export", run, "--output", export)).ShouldSucceed();

        (await Programs.RunAsync(
            "trace", model, "--batch", "2", "--seed", "3", "--output", trace,
            "--checkpoint", Path.Combine(run, "checkpoint-3"))).ShouldSucceed();
        (await Programs.RunOracleAsync("export_check.py", export, trace)).ShouldSucceed();
    }
}
