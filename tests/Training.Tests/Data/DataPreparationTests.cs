using ElectraGen.Runtime;
using ElectraGen.Training.Data;

namespace Training.Tests.Data;

public sealed class DataPreparationTests : IDisposable
{
    private const int Length = 16;

    private readonly TemporaryFolder folder = new();
    private readonly Vocabulary vocabulary = Vocabulary.Carried();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(2, 1)]
    [InlineData(30, 1)]
    [InlineData(100, 2)]
    [InlineData(260, 5)]
    public void LastTwoInAHundredDocumentsAreHeldOutAndNeverTrainedOn(int documents, int expectedHeldOut)
    {
        DataPreparation.Prepare(NumberedCorpus.Write(folder, documents), vocabulary, Length, folder["data"]);
        using TrainingData data = TrainingData.Open(folder["data"], vocabulary.Size, Length);
        HashSet<int> trained = [.. TrainingTokens(data)];
        HashSet<int> heldOut = [.. HeldOutTokens(data)];

        Assert.Equal(expectedHeldOut, data.Description.HeldOutDocuments);
        for (int document = 0; document < documents; document++)
        {
            bool isHeldOut = document >= documents - expectedHeldOut;
            Assert.Equal(!isHeldOut, trained.Contains(NumberedCorpus.TokenOf(document)));
            Assert.Equal(isHeldOut, heldOut.Contains(NumberedCorpus.TokenOf(document)));
        }
    }

    [Fact]
    public void SameInputsGiveTheSameBytesAndAnotherSeedDoesNot()
    {
        Corpus corpus = NumberedCorpus.Write(folder, 200);
        DataPreparation.Prepare(corpus, vocabulary, Length, folder["first"], seed: 1);
        DataPreparation.Prepare(corpus, vocabulary, Length, folder["second"], seed: 1);
        DataPreparation.Prepare(corpus, vocabulary, Length, folder["third"], seed: 2);

        foreach (string name in (string[])["train-0000.shard", "heldout.shard", "vocab.txt", "token_counts.txt", "data.json"])
            Assert.Equal(Bytes("first", name), Bytes("second", name));
        Assert.NotEqual(Bytes("first", "train-0000.shard"), Bytes("third", "train-0000.shard"));
    }

    [Fact]
    public void TokensReadAndKeptAreCounted()
    {
        Corpus corpus = Corpus.Open([folder.Write("text.txt", "one two three\n\nfour five six seven eight nine ten\n\nlast one")]);

        DataDescription description = DataPreparation.Prepare(corpus, vocabulary, sequenceLength: 5, folder["data"]);

        Assert.Equal(12, description.TokensRead);
        Assert.Equal(8, description.TokensKept);
        Assert.Equal(2, description.Examples);
        Assert.Equal(1, description.HeldOutExamples);
    }

    [Fact]
    public void ProgressEndsAtTheLastDocument()
    {
        List<PreparationProgress> reports = [];
        DataDescription description = DataPreparation.Prepare(
            NumberedCorpus.Write(folder, 130), vocabulary, Length, folder["data"], progress: reports.Add);

        Assert.Equal(new PreparationProgress(130, 130, description.Examples + description.HeldOutExamples), reports[^1]);
        Assert.Equal(reports.OrderBy(report => report.Documents), reports);
    }

    [Fact]
    public void ExistingOutputIsLeftAlone()
    {
        Directory.CreateDirectory(folder["data"]);
        string kept = folder.Write("data/kept.txt", "kept");

        Assert.Contains("exists", FailureOf(() => Prepare(NumberedCorpus.Write(folder, 3))));
        Assert.Equal("kept", File.ReadAllText(kept));
    }

    [Fact]
    public void OutputThatCannotBeWrittenIsNamed()
    {
        string file = folder.Write("file", "no folder");

        string message = FailureOf(
            () => DataPreparation.Prepare(NumberedCorpus.Write(folder, 3), vocabulary, Length, Path.Combine(file, "data")));

        Assert.Contains("cannot be written", message);
    }

    [Fact]
    public void SingleDocumentIsRefused() =>
        AssertNothingLeft("at least two are needed", () => Prepare(Corpus.Open([folder.Write("text.txt", "one\ntwo\n")])));

    [Fact]
    public void DocumentsWithoutTokensAreRefused() =>
        AssertNothingLeft("0 held-out ones", () => Prepare(Corpus.Open([folder.Write("text.txt", "one\n\n\u0001\u0002\n")])));

    [Fact]
    public void FaultAtTheEndOfTheTextLeavesNothing()
    {
        string text = folder.Write("text.txt", [.. "one\n\ntwo\n\n"u8, 0xFF]);

        AssertNothingLeft("is not UTF-8", () => Prepare(Corpus.Open([text])));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(65_536)]
    public void ImpossibleLengthIsNamed(int length) => AssertNothingLeft(
        $"length of {length}", () => DataPreparation.Prepare(NumberedCorpus.Write(folder, 3), vocabulary, length, folder["data"]));

    [Fact]
    public void CancellationLeavesNothing()
    {
        using CancellationTokenSource source = new();

        Assert.Throws<OperationCanceledException>(() => DataPreparation.Prepare(
            NumberedCorpus.Write(folder, 300), vocabulary, Length, folder["data"], progress: _ => source.Cancel(),
            cancellation: source.Token));
        Assert.Empty(Directory.GetDirectories(folder.Root));
    }

    internal static IEnumerable<int> TrainingTokens(TrainingData data)
    {
        int[] tokenIds = new int[data.SequenceLength], segmentIds = new int[data.SequenceLength], attentionMask = new int[data.SequenceLength];
        DataCursor cursor = new(0);
        for (long example = 0; example < data.Description.Examples; example++)
        {
            cursor = data.FillBatch(cursor, tokenIds, segmentIds, attentionMask);
            foreach (int tokenId in tokenIds)
                yield return tokenId;
        }
    }

    private static IEnumerable<int> HeldOutTokens(TrainingData data)
    {
        int[] tokenIds = new int[data.SequenceLength], segmentIds = new int[data.SequenceLength], attentionMask = new int[data.SequenceLength];
        for (long example = 0; example < data.Description.HeldOutExamples; example++)
        {
            data.FillHeldOutBatch(example, tokenIds, segmentIds, attentionMask);
            foreach (int tokenId in tokenIds)
                yield return tokenId;
        }
    }

    private static string FailureOf(Action action) => Assert.Throws<ElectraGenException>(action).Message;

    private byte[] Bytes(string data, string name) => File.ReadAllBytes(Path.Combine(folder[data], name));

    private void Prepare(Corpus corpus) => DataPreparation.Prepare(corpus, vocabulary, Length, folder["data"]);

    private void AssertNothingLeft(string sentence, Action action)
    {
        Assert.Contains(sentence, FailureOf(action));
        Assert.Empty(Directory.GetDirectories(folder.Root));
    }
}
