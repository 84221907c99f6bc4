using ElectraGen.Runtime;
using ElectraGen.Training.Checkpoints;
using Training.Tests.Runs;

namespace Training.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly MiniatureRuns runs = new();

    public void Dispose() => runs.Dispose();

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("optimizer.safetensors")]
    [InlineData("state.json")]
    [InlineData("manifest.json")]
    public async Task DamagedCheckpointIsNamedAndPassedOver(string file)
    {
        (await runs.Pretrain("straight")).RequireSuccess();
        runs.CopyAsKilled("straight", "damaged", lastCheckpoint: 8);
        string path = Path.Combine(runs.Checkpoint("damaged", 8), file);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0x40;
        File.WriteAllBytes(path, bytes);

        CommandLineRun resumed = (await runs.Pretrain("damaged", "--resume")).RequireSuccess();

        Assert.Contains("checkpoint-8 is damaged", resumed.Error);
        Assert.Contains("Continuing after step 4.", resumed.Output);
        MiniatureRuns.AssertSameBytes(runs.Checkpoint("straight", 12), runs.Checkpoint("damaged", 12));
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("state.json")]
    public async Task TruncatedOrMissingFilesAreDamage(string file)
    {
        (await runs.Pretrain("run")).RequireSuccess();
        string checkpoint = runs.Checkpoint("run", 12), path = Path.Combine(checkpoint, file);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        Assert.Throws<DamagedCheckpointException>(() => CheckpointReader.Verify(checkpoint, new Miniature()));

        File.Delete(path);

        Assert.Throws<DamagedCheckpointException>(() => CheckpointReader.Verify(checkpoint, new Miniature()));
    }

    [Fact]
    public async Task CheckpointOfAnotherModelIsRefused()
    {
        (await runs.Pretrain("run")).RequireSuccess();

        string message = Assert.Throws<ElectraGenException>(() => CheckpointReader.Verify(runs.Checkpoint("run", 12), new MiniatureWide())).Message;

        Assert.Contains("of the model Miniature, not of MiniatureWide", message);
    }

    [Fact]
    public void HashOfShapesTellsModelsApart() =>
        Assert.NotEqual(CheckpointState.HashShapes(new Miniature()), CheckpointState.HashShapes(new MiniatureWide()));

    [Fact]
    public async Task RefusedWriteLeavesEarlierCheckpointsWhole()
    {
        (await runs.Pretrain("run")).RequireSuccess();
        runs.CopyAsKilled("run", "blocked", lastCheckpoint: 8);
        // A file where the folder has to be made, as a full disk would refuse it
        File.WriteAllText(Path.Combine(runs.Folder["blocked"], "checkpoint-12.partial"), "");

        string sentence = (await runs.Pretrain("blocked", "--resume")).RequireSentence();

        Assert.Contains("checkpoint of step 12 could not be written", sentence);
        Assert.Equal(8, CheckpointReader.FindNewest(runs.Folder["blocked"], new Miniature(), _ => { })?.State.Step);
    }
}
