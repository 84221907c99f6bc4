namespace EndToEnd.Tests;

/// <summary>Text and vocabularies that cannot be trained on.</summary>
public sealed class InputMistakeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task MissingCorpus() => (await Pretrain(folder["absent.txt"])).ShouldRefuse("absent.txt");

    [Fact]
    public async Task EmptyCorpus() => (await Pretrain(folder.Write("empty.txt", ""))).ShouldRefuse("empty.txt", "no text");

    [Fact]
    public async Task BinaryCorpus()
    {
        byte[] bytes = new byte[10_000];
        Random.Shared.NextBytes(bytes);
        File.WriteAllBytes(folder["picture.txt"], bytes);

        (await Pretrain(folder["picture.txt"])).ShouldRefuse("picture.txt");
    }

    [Fact]
    public async Task CorpusThatIsNotUtf8()
    {
        File.WriteAllBytes(folder["latin.txt"], [.. "A caf"u8, 0xE9, .. " in Latin-1.\n"u8]);

        (await Pretrain(folder["latin.txt"])).ShouldRefuse("latin.txt", "UTF-8");
    }

    [Fact]
    public async Task VocabularyWithoutSpecialTokens() =>
        (await Prepare(folder.Write("vocab.txt", "one\ntwo\nthree\n"))).ShouldRefuse("vocab.txt", "[PAD]");

    [Fact]
    public async Task DataOfAnotherVocabularySize()
    {
        string[] published = File.ReadAllLines(Path.Combine(Programs.Root, "models/data/vocab.txt"));
        string vocabulary = folder.Write("small.txt", string.Join('\n', published.Take(10_000)) + "\n");
        (await Prepare(vocabulary)).ShouldSucceed();

        (await Programs.RunAsync("pretrain", "ElectraTiny", "--data", folder["data"], "--output", folder["run"]))
            .ShouldRefuse("10000", "30522");
    }

    [Fact]
    public async Task PreparingOverAFolderThatExists()
    {
        Directory.CreateDirectory(folder["data"]);

        (await Prepare(Path.Combine(Programs.Root, "models/data/vocab.txt"))).ShouldRefuse("exists");
    }

    public void Dispose() => folder.Dispose();

    private Task<ProgramResult> Pretrain(string corpus) =>
        Programs.RunAsync("pretrain", "ElectraTiny", "--steps", "2", "--corpus", corpus, "--output", folder["run"]);

    private Task<ProgramResult> Prepare(string vocabulary)
    {
        string corpus = folder.Write("corpus.txt", string.Join('\n', Enumerable.Range(0, 60).Select(Document)));
        return Programs.RunAsync(
            "prepare", "--input", corpus, "--vocabulary", vocabulary, "--length", "64", "--output", folder["data"]);
    }

    private static string Document(int number) => $"This is document {number}.\nIt has a second line, which is a little longer.\n";
}
