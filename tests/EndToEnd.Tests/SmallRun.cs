namespace EndToEnd.Tests;

/// <summary>A finished training run of a few steps, to take copies of and spoil them.</summary>
public sealed class SmallRun : IAsyncLifetime
{
    public const int Steps = 4;

    private readonly TemporaryFolder folder = new();

    public string Run => folder["run"];

    public string LastCheckpoint => Path.Combine(Run, $"checkpoint-{Steps}");

    public static string[] Arguments(string run) =>
        ["pretrain", "ElectraTiny", "--steps", $"{Steps}", "--batch", "2", "--checkpoint-every", "2", "--output", run];

    /// <summary>Copies the whole run and returns where it is.</summary>
    public string CopyTo(string target)
    {
        Copy(Run, target);
        return target;
    }

    public static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (string file in Directory.GetFiles(source))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        foreach (string folder in Directory.GetDirectories(source))
            Copy(folder, Path.Combine(target, Path.GetFileName(folder)));
    }

    public async Task InitializeAsync() => (await Programs.RunAsync(Arguments(Run))).ShouldSucceed();

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }
}
