using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace EndToEnd.Tests;

/// <summary>Folders and files of a run or of prepared data that are not what they should be.</summary>
public sealed class RunMistakeTests : IClassFixture<SmallRun>, IDisposable
{
    private readonly SmallRun sound;
    private readonly TemporaryFolder folder = new();

    public RunMistakeTests(SmallRun sound) => this.sound = sound;

    [Fact]
    public async Task OutputFolderThatExists() =>
        (await Programs.RunAsync("pretrain", "ElectraTiny", "--steps", "2", "--output", sound.Run)).ShouldRefuse("exists", "--resume");

    [Fact]
    public async Task RunOfAnotherModel() =>
        (await Programs.RunAsync("pretrain", "ElectraSmall", "--batch", "2", "--steps", "4", "--output", sound.Run, "--resume"))
            .ShouldRefuse("ElectraTiny", "ElectraSmall");

    [Fact]
    public async Task CheckpointOfAnotherModel() =>
        (await Trace("ElectraSmall", sound.LastCheckpoint)).ShouldRefuse("ElectraTiny", "ElectraSmall");

    [Fact]
    public async Task CheckpointThatIsTruncated()
    {
        using (FileStream file = File.OpenWrite(CopyOfModelFile()))
            file.SetLength(file.Length / 2);

        (await Trace("ElectraTiny", folder["checkpoint"])).ShouldRefuse("model.safetensors", "bytes");
    }

    [Fact]
    public async Task CheckpointThatIsCorrupted()
    {
        string model = CopyOfModelFile();
        byte[] bytes = File.ReadAllBytes(model);
        bytes[Random.Shared.Next(bytes.Length)] ^= 0x10;
        File.WriteAllBytes(model, bytes);

        (await Trace("ElectraTiny", folder["checkpoint"])).ShouldRefuse("model.safetensors", "checksum");
    }

    [Fact]
    public async Task SafetensorsWithAnOversizedHeader()
    {
        string model = CopyOfModelFile();
        byte[] bytes = File.ReadAllBytes(model);
        BitConverter.TryWriteBytes(bytes, long.MaxValue);
        File.WriteAllBytes(model, bytes);
        Sign(model);

        (await Trace("ElectraTiny", folder["checkpoint"])).ShouldRefuse("model.safetensors", "header");
    }

    [Fact]
    public async Task ShardThatIsTruncated()
    {
        string shard = await PrepareShard();
        using (FileStream file = File.OpenWrite(shard))
            file.SetLength(file.Length - 1);

        (await TrainOnData()).ShouldRefuse("train-0000.shard", "damaged");
    }

    [Fact]
    public async Task ShardThatIsCorrupted()
    {
        string shard = await PrepareShard();
        byte[] bytes = File.ReadAllBytes(shard);
        bytes[Random.Shared.Next(bytes.Length)] ^= 1;
        File.WriteAllBytes(shard, bytes);

        (await TrainOnData()).ShouldRefuse("train-0000.shard");
    }

    [Fact]
    public async Task DataOfAnotherLength()
    {
        await PrepareShard(length: 128);

        (await TrainOnData()).ShouldRefuse("128", "64");
    }

    [Fact]
    public async Task DataFolderWithoutData() => (await TrainOnData()).ShouldRefuse("data.json");

    [Fact]
    public async Task ExportOfAFolderWithoutARun() =>
        (await Programs.RunAsync("export", folder["absent"], "--output", folder["export"])).ShouldRefuse("absent");

    [Fact]
    public async Task FullDiskKeepsTheLastCheckpoint()
    {
        string run = sound.CopyTo(folder["run"]);
        // Files may not grow beyond 4 MiB, which is less than a checkpoint; the signal that says so is ignored as on a full disk.
        // On the host, since Mesa's CPU driver takes its memory from a file, too
        string limited = $"trap '' XFSZ; ulimit -f 4096; exec dotnet {Programs.CommandLine} {string.Join(' ', SmallRun.Arguments(run))} --resume --device host";
        Directory.Delete(Path.Combine(run, $"checkpoint-{SmallRun.Steps}"), recursive: true);
        Dictionary<string, string> environment = new() { ["DOTNET_EnableWriteXorExecute"] = "0" };

        ProgramResult result = await Programs.RunAsync("bash", ["-c", limited], environment);

        result.ShouldRefuse("checkpoint", "--resume");
        (await Programs.RunAsync([.. SmallRun.Arguments(run), "--resume"])).ShouldSucceed();
    }

    [Fact]
    public async Task NumbersThatAreNotFiniteStopTheRunAndKeepTheCheckpoint()
    {
        string run = sound.CopyTo(folder["run"]);
        Directory.Delete(Path.Combine(run, $"checkpoint-{SmallRun.Steps}"), recursive: true);
        string model = Path.Combine(run, "checkpoint-2", "model.safetensors");
        byte[] bytes = File.ReadAllBytes(model);
        // The header's length stands in front; the first tensors are matrices that every step reads
        BitConverter.TryWriteBytes(bytes.AsSpan(8 + (int)BitConverter.ToInt64(bytes)), float.NaN);
        bytes.AsSpan(^4..).Fill(0xFF);
        File.WriteAllBytes(model, bytes);
        Sign(model);

        ProgramResult result = await Programs.RunAsync([.. SmallRun.Arguments(run), "--resume"]);

        result.ShouldRefuse("not finite", "step 3", "checkpoint-2");
    }

    public void Dispose() => folder.Dispose();

    private Task<ProgramResult> Trace(string model, string checkpoint) =>
        Programs.RunAsync("trace", model, "--batch", "1", "--output", folder["trace.safetensors"], "--checkpoint", checkpoint);

    private string CopyOfModelFile()
    {
        SmallRun.Copy(sound.LastCheckpoint, folder["checkpoint"]);
        return Path.Combine(folder["checkpoint"], "model.safetensors");
    }

    /// <summary>Makes the checkpoint's manifest say what a changed file now is.</summary>
    private static void Sign(string file)
    {
        string manifest = Path.Combine(Path.GetDirectoryName(file)!, "manifest.json");
        JsonNode content = JsonNode.Parse(File.ReadAllText(manifest))!;
        content["files"]![Path.GetFileName(file)]!["sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        File.WriteAllText(manifest, content.ToJsonString());
    }

    private async Task<string> PrepareShard(int length = 64)
    {
        string corpus = folder.Write("corpus.txt", string.Concat(Enumerable.Range(0, 60).Select(static number => $"Document number {number}.\n\n")));
        (await Programs.RunAsync(
            "prepare", "--input", corpus, "--vocabulary", Path.Combine(Programs.Root, "models/data/vocab.txt"),
            "--length", $"{length}", "--output", folder["data"])).ShouldSucceed();
        return Path.Combine(folder["data"], "train-0000.shard");
    }

    private Task<ProgramResult> TrainOnData() =>
        Programs.RunAsync("pretrain", "ElectraTiny", "--steps", "1", "--batch", "2", "--data", folder["data"], "--output", folder["run"]);
}
