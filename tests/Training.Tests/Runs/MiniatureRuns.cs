using System.Text.Json.Nodes;

namespace Training.Tests.Runs;

/// <summary>Runs of <see cref="Miniature"/> in a temporary folder, on the host.</summary>
internal sealed class MiniatureRuns : IDisposable
{
    public const int Steps = 12, CheckpointEvery = 4;

    private readonly string data;

    public MiniatureRuns() => data = MiniatureData.Prepare(Folder);

    public TemporaryFolder Folder { get; } = new();

    public Task<CommandLineRun> Pretrain(string run, params string[] more) =>
        CommandLineRun.Start(Arguments(run, more));

    /// <summary>As <see cref="Pretrain"/>, of another model of the same vocabulary and length.</summary>
    public Task<CommandLineRun> PretrainModel(string model, string run)
    {
        string[] arguments = Arguments(run);
        arguments[1] = model;
        return CommandLineRun.Start(arguments);
    }

    public string[] Arguments(string run, params string[] more) =>
    [
        "pretrain", "Miniature", "--data", data, "--device", "host", "--output", Folder[run], "--steps", $"{Steps}",
        "--checkpoint-every", $"{CheckpointEvery}", .. more,
    ];

    /// <summary>Arguments of another verb on the same data and device.</summary>
    public string[] With(string verb, params string[] more) => [verb, "Miniature", "--data", data, "--device", "host", .. more];

    public string Checkpoint(string run, int step) => Path.Combine(Folder[run], $"checkpoint-{step}");

    public string[] CheckpointNames(string run) =>
        [.. Directory.GetDirectories(Folder[run]).Select(static folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>A copy of a run as it was after a step, as if its process had been killed there.</summary>
    public void CopyAsKilled(string run, string copy, int lastCheckpoint)
    {
        CopyFolder(Folder[run], Folder[copy]);
        foreach (string checkpoint in CheckpointNames(copy).Where(name => int.Parse(name["checkpoint-".Length..]) > lastCheckpoint))
            Directory.Delete(Path.Combine(Folder[copy], checkpoint), recursive: true);
    }

    /// <summary>Stops the test unless two checkpoints are equal, byte by byte.</summary>
    public static void AssertSameBytes(string expected, string actual)
    {
        string[] names = [.. Directory.GetFiles(expected).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(names, Directory.GetFiles(actual).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        foreach (string name in names)
            Assert.True(File.ReadAllBytes(Path.Combine(expected, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(actual, name))), $"{name} differs.");
    }

    /// <summary>The rows of a .jsonl file without the keys that measure time.</summary>
    public string[] Rows(string run, string file) =>
    [
        .. File.ReadLines(Path.Combine(Folder[run], file)).Select(static line =>
        {
            JsonObject row = JsonNode.Parse(line)!.AsObject();
            row.Remove("seconds");
            row.Remove("tokens_per_second");
            return row.ToJsonString();
        }),
    ];

    public void Dispose() => Folder.Dispose();

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (string folder in Directory.GetDirectories(from))
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
