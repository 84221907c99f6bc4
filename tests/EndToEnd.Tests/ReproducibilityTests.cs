namespace EndToEnd.Tests;

/// <summary>The same seed gives the same bytes, however often the machine goes down in between.</summary>
public sealed class ReproducibilityTests : IClassFixture<UndisturbedRun>
{
    private readonly UndisturbedRun undisturbed;

    public ReproducibilityTests(UndisturbedRun undisturbed) => this.undisturbed = undisturbed;

    [Fact]
    public async Task SameSeedSameBytes()
    {
        using TemporaryFolder folder = new();

        (await Programs.RunAsync(UndisturbedRun.Arguments(folder["run"]))).ShouldSucceed();

        undisturbed.ShouldEndLike(folder["run"]);
    }

    /// <summary>Tiles of single precision all give the same bits, so the tuner may find whatever it finds.</summary>
    [Fact]
    public async Task TunedAnewSameBytes()
    {
        using TemporaryFolder folder = new();
        Dictionary<string, string> cache = new() { ["ELECTRAGEN_CACHE"] = folder["cache"] };
        string[] Arguments(string run) =>
        [
            "pretrain", "ElectraTiny", "--device", "vulkan", "--tier", "shared-memory", "--steps", "2", "--batch", "2", "--output", folder[run],
        ];

        (await Programs.RunAsync(cache, Arguments("first"))).ShouldSucceed();
        Directory.Delete(Path.Combine(folder["cache"], "tuning"), recursive: true);
        (await Programs.RunAsync(cache, Arguments("second"))).ShouldSucceed();

        foreach (string name in (string[])["model.safetensors", "optimizer.safetensors", "state.json"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder["first"], "checkpoint-2", name)), File.ReadAllBytes(Path.Combine(folder["second"], "checkpoint-2", name)));
        Assert.All(
            ["first", "second"], run => Assert.Contains("\"fp32 NT ", File.ReadAllText(Path.Combine(folder[run], "run.json")), StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnotherSeedOtherBytes()
    {
        using TemporaryFolder folder = new();

        (await Programs.RunAsync(UndisturbedRun.Arguments(folder["run"], seed: 12))).ShouldSucceed();

        Assert.NotEqual(
            undisturbed.LastCheckpoint["model.safetensors"], UndisturbedRun.ReadLastCheckpoint(folder["run"])["model.safetensors"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task KilledAndResumedEndsInTheSameBytes(int attempt)
    {
        using TemporaryFolder folder = new();
        string run = folder["run"];
        int checkpoint = Random.Shared.Next(0, UndisturbedRun.Steps / UndisturbedRun.CheckpointEvery) * UndisturbedRun.CheckpointEvery;
        TimeSpan delay = TimeSpan.FromMilliseconds(Random.Shared.Next(0, 500));

        using (RunningProgram program = Programs.Start(UndisturbedRun.Arguments(run)))
        {
            string awaited = checkpoint == 0 ? run : Path.Combine(run, $"checkpoint-{checkpoint}");
            while (!Directory.Exists(awaited) && !program.HasEnded)
                await Task.Delay(5);
            await Task.Delay(delay);
            Assert.False(program.HasEnded, $"Attempt {attempt} ended before it was killed.");
            program.Kill();
            await program.WaitAsync();
        }
        (await Programs.RunAsync([.. UndisturbedRun.Arguments(run), "--resume"])).ShouldSucceed();

        undisturbed.ShouldEndLike(run);
    }

    [Fact]
    public async Task InterruptedRunWritesACheckpointAndResumes()
    {
        using TemporaryFolder folder = new();
        string run = folder["run"];

        using (RunningProgram program = Programs.Start(UndisturbedRun.Arguments(run, checkpointEvery: 1000)))
        {
            while (!HasReported(run) && !program.HasEnded)
                await Task.Delay(5);
            program.Interrupt();
            await program.WaitAsync();
        }
        Assert.Single(Directory.GetDirectories(run, "checkpoint-*"));
        (await Programs.RunAsync([.. UndisturbedRun.Arguments(run), "--resume"])).ShouldSucceed();

        undisturbed.ShouldEndLike(run);
    }

    /// <summary>A step in parts is none of another batch: the size of the parts stays, and what was killed ends in the same bytes.</summary>
    [Fact]
    public async Task RunInMicroBatchesResumesInTheSameBytes()
    {
        using TemporaryFolder folder = new();
        string[] undisturbedRun = [.. UndisturbedRun.Arguments(folder["undisturbed"]), "--micro-batch", "2"];
        (await Programs.RunAsync(undisturbedRun)).ShouldSucceed();

        string run = folder["run"];
        SmallRun.Copy(folder["undisturbed"], run);
        foreach (int step in new[] { UndisturbedRun.Steps, UndisturbedRun.Steps - UndisturbedRun.CheckpointEvery })
            Directory.Delete(Path.Combine(run, $"checkpoint-{step}"), recursive: true);
        (await Programs.RunAsync([.. UndisturbedRun.Arguments(run), "--micro-batch", "2", "--resume"])).ShouldSucceed();
        Assert.Contains("another micro-batch", (await Programs.RunAsync([.. UndisturbedRun.Arguments(run), "--resume"])).Error);

        foreach ((string name, byte[] bytes) in UndisturbedRun.ReadLastCheckpoint(folder["undisturbed"]))
            Assert.True(bytes.AsSpan().SequenceEqual(UndisturbedRun.ReadLastCheckpoint(run)[name]), $"{name} differs.");
    }

    private static bool HasReported(string run) => new FileInfo(Path.Combine(run, "metrics.jsonl")) is { Exists: true, Length: > 0 };
}

/// <summary>A training run from the first step to the last, which the others are held against.</summary>
public sealed class UndisturbedRun : IAsyncLifetime
{
    public const int Steps = 12, CheckpointEvery = 2;

    private readonly TemporaryFolder folder = new();

    internal SortedDictionary<string, byte[]> LastCheckpoint { get; private set; } = [];

    public static string[] Arguments(string run, int seed = 11, int checkpointEvery = CheckpointEvery) =>
    [
        "pretrain", "ElectraTiny", "--steps", $"{Steps}", "--batch", "4", "--seed", $"{seed}",
        "--checkpoint-every", $"{checkpointEvery}", "--output", run,
    ];

    /// <summary>The files of the last step's checkpoint by name.</summary>
    public static SortedDictionary<string, byte[]> ReadLastCheckpoint(string run)
    {
        DirectoryInfo checkpoint = new(Path.Combine(run, $"checkpoint-{Steps}"));
        return new(checkpoint.GetFiles().ToDictionary(file => file.Name, file => File.ReadAllBytes(file.FullName)));
    }

    public async Task InitializeAsync()
    {
        (await Programs.RunAsync(Arguments(folder["run"]))).ShouldSucceed();
        LastCheckpoint = ReadLastCheckpoint(folder["run"]);
        Assert.NotEmpty(LastCheckpoint);
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    internal void ShouldEndLike(string run)
    {
        SortedDictionary<string, byte[]> other = ReadLastCheckpoint(run);
        Assert.Equal(LastCheckpoint.Keys, other.Keys);
        foreach ((string name, byte[] bytes) in LastCheckpoint)
            Assert.True(bytes.AsSpan().SequenceEqual(other[name]), $"{name} differs.");
        Assert.Equal(Enumerable.Range(1, Steps), ReportedSteps(run));
    }

    private static IEnumerable<int> ReportedSteps(string run) =>
        File.ReadLines(Path.Combine(run, "metrics.jsonl"))
            .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("step").GetInt32());
}
