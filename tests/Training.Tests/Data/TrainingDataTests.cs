using ElectraGen.Runtime;
using ElectraGen.Training.Data;

namespace Training.Tests.Data;

public sealed class TrainingDataTests : IDisposable
{
    private const int Length = 16;

    private readonly TemporaryFolder folder = new();
    private readonly TrainingData data;

    public TrainingDataTests()
    {
        DataPreparation.Prepare(NumberedCorpus.Write(folder, 150), Vocabulary.Carried(), Length, folder["data"]);
        data = Open();
    }

    public void Dispose()
    {
        data.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void ResumedRunGetsTheSameBatches()
    {
        Batch straight = new(7), resumed = new(7);
        DataCursor cursor = new(Seed: 5);
        for (int step = 0; step < 300; step++)
        {
            DataCursor stored = cursor;
            cursor = straight.Fill(data, cursor);

            using TrainingData reopened = step % 50 == 0 ? Open() : null!;
            DataCursor next = resumed.Fill(reopened ?? data, stored);

            Assert.Equal(cursor, next);
            Assert.Equal(straight.TokenIds, resumed.TokenIds);
            Assert.Equal(straight.SegmentIds, resumed.SegmentIds);
            Assert.Equal(straight.AttentionMask, resumed.AttentionMask);
        }

        Assert.True(cursor.Epoch > 0, "The run should have gone beyond an epoch.");
    }

    [Fact]
    public void EpochsShowTheSameExamplesInAnotherOrder()
    {
        List<string> first = Epoch(new DataCursor(5)), second = Epoch(new DataCursor(5, Epoch: 1)), otherSeed = Epoch(new DataCursor(6));

        Assert.Equal(first.Order(), second.Order());
        Assert.Equal(first.Order(), otherSeed.Order());
        Assert.NotEqual(first, second);
        Assert.NotEqual(first, otherSeed);
    }

    [Fact]
    public void BatchMayBeLargerThanAnEpoch()
    {
        int examples = (int)data.Description.Examples;
        Batch batch = new((2 * examples) + 3);

        Assert.Equal(new DataCursor(1, Epoch: 2, Position: 3), batch.Fill(data, new DataCursor(1)));
    }

    [Fact]
    public void FillingAllocatesNothing()
    {
        Batch batch = new(32);
        DataCursor cursor = batch.Fill(data, new DataCursor(1));
        data.FillHeldOutBatch(0, batch.TokenIds, batch.SegmentIds, batch.AttentionMask);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 100; step++)
            cursor = batch.Fill(data, cursor);
        data.FillHeldOutBatch(0, batch.TokenIds, batch.SegmentIds, batch.AttentionMask);
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(before, after);
    }

    [Fact]
    public void HeldOutBatchesFollowTheTextAndEndInEmptySequences()
    {
        long examples = data.Description.HeldOutExamples;
        int size = (int)examples - 1;
        Batch batch = new(size);

        Assert.Equal(2, data.CountHeldOutBatches(size));
        Assert.Equal(size, data.FillHeldOutBatch(0, batch.TokenIds, batch.SegmentIds, batch.AttentionMask));
        Assert.Equal(NumberedCorpus.TokenOf(147), batch.TokenIds[1]);
        Assert.Equal(1, data.FillHeldOutBatch(1, batch.TokenIds, batch.SegmentIds, batch.AttentionMask));
        Assert.Equal(NumberedCorpus.TokenOf(149), batch.TokenIds[1]);
        Assert.All(batch.TokenIds[Length..], token => Assert.Equal(0, token));
        Assert.All(batch.SegmentIds[Length..], segment => Assert.Equal(0, segment));
        Assert.All(batch.AttentionMask[Length..], attended => Assert.Equal(0, attended));
        Assert.Equal(0, data.FillHeldOutBatch(2, batch.TokenIds, batch.SegmentIds, batch.AttentionMask));
    }

    [Fact]
    public void SpansOfAnotherSizeAreRefused()
    {
        int[] whole = new int[Length], cut = new int[Length - 1];

        Assert.Throws<ArgumentException>(() => data.FillBatch(new DataCursor(1), cut, cut, cut));
        Assert.Throws<ArgumentException>(() => data.FillBatch(new DataCursor(1), whole, whole, cut));
    }

    [Fact]
    public void FolderWithoutDataIsNamed() =>
        Assert.Contains("is no data folder", FailureOf(() => TrainingData.Open(folder["absent"], 30_522, Length)));

    [Fact]
    public void AnotherModelIsRefused()
    {
        Assert.Contains("the model declares 1000", FailureOf(() => TrainingData.Open(folder["data"], 1_000, Length)));
        Assert.Contains("--length 128", FailureOf(() => TrainingData.Open(folder["data"], 30_522, 128)));
    }

    [Theory]
    [InlineData("train-0000.shard")]
    [InlineData("heldout.shard")]
    [InlineData("vocab.txt")]
    public void MissingPartIsNamed(string name)
    {
        File.Delete(Path.Combine(folder["data"], name));

        Assert.Contains($"{name}' does not exist", FailureOf(() => Open()));
    }

    [Fact]
    public void ShardOfAnotherFolderIsFound()
    {
        DataPreparation.Prepare(NumberedCorpus.Write(folder, 90), Vocabulary.Carried(), Length, folder["other"]);
        string shard = Path.Combine(folder["data"], "train-0000.shard");
        File.Delete(shard);
        File.Move(Path.Combine(folder["other"], "train-0000.shard"), shard);

        Assert.Contains("data.json states", FailureOf(() => Open()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"sequence_length\": ")]
    public void DamagedDescriptionIsNamed(string content)
    {
        folder.Write("data/data.json", content);

        Assert.Contains("data.json' is damaged", FailureOf(() => Open()));
    }

    [Fact]
    public void DescriptionWithoutShardsIsNamed()
    {
        string path = Path.Combine(folder["data"], "data.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"examples_per_shard\": 65536", "\"examples_per_shard\": 0"));

        Assert.Contains("data.json' is damaged", FailureOf(() => Open()));
    }

    private static string FailureOf(Action action) => Assert.Throws<ElectraGenException>(action).Message;

    private TrainingData Open() => TrainingData.Open(folder["data"], 30_522, Length);

    private List<string> Epoch(DataCursor cursor)
    {
        List<string> examples = [];
        Batch batch = new(1);
        for (long example = 0; example < data.Description.Examples; example++)
        {
            cursor = batch.Fill(data, cursor);
            examples.Add(string.Join(' ', batch.TokenIds));
        }

        return examples;
    }

    private sealed class Batch(int size)
    {
        public int[] TokenIds { get; } = new int[size * Length];

        public int[] SegmentIds { get; } = new int[size * Length];

        public int[] AttentionMask { get; } = new int[size * Length];

        public DataCursor Fill(TrainingData data, DataCursor cursor) => data.FillBatch(cursor, TokenIds, SegmentIds, AttentionMask);
    }
}
