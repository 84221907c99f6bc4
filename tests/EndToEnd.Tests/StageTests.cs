namespace EndToEnd.Tests;

/// <summary>A model that trains in two stages goes on from any checkpoint to the same bytes.</summary>
public sealed class StageTests
{
    private const int Steps = 8;

    /// <summary>In the first stage, where the second begins, and in the second.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public async Task ResumedInAnyStageEndsInTheSameBytes(int step)
    {
        using TemporaryFolder folder = new();
        string run = folder["run"];
        string[] arguments = ["pretrain", "ElectraTinyTwoStage", "--steps", $"{Steps}", "--batch", "2", "--checkpoint-every", "2", "--keep", "9", "--output", run];
        (await Programs.RunAsync(arguments)).ShouldSucceed();
        byte[] undisturbed = File.ReadAllBytes(Model(run));

        for (int later = step + 2; later <= Steps; later += 2)
            Directory.Delete(Path.Combine(run, $"checkpoint-{later}"), recursive: true);
        (await Programs.RunAsync([.. arguments, "--resume"])).ShouldSucceed();

        Assert.True(undisturbed.AsSpan().SequenceEqual(File.ReadAllBytes(Model(run))));
    }

    private static string Model(string run) => Path.Combine(run, $"checkpoint-{Steps}", "model.safetensors");
}
