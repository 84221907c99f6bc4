using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Training.Data;

/// <summary>
/// An open data folder: gives training batches in a seeded order that changes from epoch to epoch, and held-out batches in the order
/// of the text. Batches are three [B, S] matrices of integers, row-major.
/// </summary>
public sealed class TrainingData : IDisposable
{
    private readonly string folder;
    private readonly List<Shard> training;
    private readonly Shard heldOut;
    private readonly TokenCounts? counts;

    private TrainingData(
        string folder, DataDescription description, Vocabulary vocabulary, TokenCounts? counts, List<Shard> training, Shard heldOut)
    {
        this.folder = folder;
        this.counts = counts;
        Description = description;
        Vocabulary = vocabulary;
        this.training = training;
        this.heldOut = heldOut;
    }

    /// <summary>What the folder says of itself.</summary>
    public DataDescription Description { get; }

    /// <summary>The vocabulary that the data was made with.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>Tokens per sequence, padding included.</summary>
    public int SequenceLength => Description.SequenceLength;

    /// <summary>Opens and verifies a data folder.</summary>
    /// <param name="folder">What <see cref="DataPreparation"/> made.</param>
    /// <param name="vocabularySize">Entries that the model declares.</param>
    /// <param name="sequenceLength">Sequence length that the model declares.</param>
    /// <exception cref="ElectraGenException">A part is missing, damaged, or for another model.</exception>
    public static TrainingData Open(string folder, int vocabularySize, int sequenceLength)
    {
        DataDescription description = DataDescription.Read(folder);
        if (description.SequenceLength != sequenceLength)
            throw new ElectraGenException(
                $"The data in '{folder}' has sequences of {description.SequenceLength} tokens, but the model's have {sequenceLength}; prepare it with --length {sequenceLength}.");
        Vocabulary vocabulary = Vocabulary.Read(Path.Combine(folder, DataDescription.VocabularyFileName));
        vocabulary.RequireSize(vocabularySize);
        TokenCounts? counts = description.TokenCountsHash is string hash ? TokenCounts.Read(folder, hash) : null;
        ShardFormat format = new(sequenceLength, vocabularySize, vocabulary.Hash);

        List<Shard> shards = [];
        try
        {
            for (long shard = 0; shard < description.TrainingShards; shard++)
                shards.Add(Shard.Open(Path.Combine(folder, DataDescription.TrainingFileName(shard)), format));
            shards.Add(Shard.Open(Path.Combine(folder, DataDescription.HeldOutFileName), format));
            RequireCounts(folder, description, shards);
        }
        catch
        {
            shards.ForEach(shard => shard.Dispose());
            throw;
        }

        return new TrainingData(folder, description, vocabulary, counts, shards[..^1], shards[^1]);
    }

    /// <summary>How often each id stands in the training examples.</summary>
    /// <exception cref="ElectraGenException">The folder has none.</exception>
    public TokenCounts RequireTokenCounts() => counts ?? throw new ElectraGenException(
        $"The data in '{folder}' has no token counts, by which a unigram generator draws: it was made before tokens were counted. Prepare it again with 'electragen prepare'.");

    /// <summary>
    /// Fills a training batch and gives the cursor of the next. B is the spans' length by S; an epoch that ends within the batch is
    /// followed by the next one. Allocates nothing.
    /// </summary>
    public DataCursor FillBatch(DataCursor cursor, Span<int> tokenIds, Span<int> segmentIds, Span<int> attentionMask)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cursor.Position);
        int batch = RequireBatch(tokenIds, segmentIds, attentionMask);
        for (int row = 0; row < batch; row++)
        {
            if (cursor.Position >= Description.Examples)
                cursor = cursor with { Epoch = cursor.Epoch + 1, Position = 0 };
            (long shard, long example) = Math.DivRem(ExampleOrder.ExampleAt(cursor, Description.Examples), Description.ExamplesPerShard);
            Range columns = Row(row);
            training[(int)shard].Read(example, tokenIds[columns], segmentIds[columns], attentionMask[columns]);
            cursor = cursor with { Position = cursor.Position + 1 };
        }

        return cursor;
    }

    /// <summary>Held-out batches of a size; the last may be filled up with empty sequences.</summary>
    public long CountHeldOutBatches(int batch) => (Description.HeldOutExamples + batch - 1) / batch;

    /// <summary>
    /// Fills a held-out batch and gives the number of its sequences; rows behind them are empty: all [PAD], nothing attended.
    /// Allocates nothing.
    /// </summary>
    /// <param name="index">The batch, counted from 0.</param>
    /// <param name="tokenIds">[B, S].</param>
    /// <param name="segmentIds">[B, S], 0 or 1.</param>
    /// <param name="attentionMask">[B, S], 1 on tokens and 0 on padding.</param>
    /// <param name="mostSequences">Sequences from this one on, over all batches, are left empty too.</param>
    public int FillHeldOutBatch(
        long index, Span<int> tokenIds, Span<int> segmentIds, Span<int> attentionMask, long mostSequences = long.MaxValue)
    {
        int batch = RequireBatch(tokenIds, segmentIds, attentionMask);
        long first = index * batch;
        int sequences = (int)Math.Clamp(Math.Min(Description.HeldOutExamples, mostSequences) - first, 0, batch);
        for (int row = 0; row < sequences; row++)
        {
            Range columns = Row(row);
            heldOut.Read(first + row, tokenIds[columns], segmentIds[columns], attentionMask[columns]);
        }

        int filled = sequences * SequenceLength;
        tokenIds[filled..].Fill(SpecialTokens.Padding);
        segmentIds[filled..].Clear();
        attentionMask[filled..].Clear();
        return sequences;
    }

    /// <summary>Closes the shards.</summary>
    public void Dispose()
    {
        training.ForEach(shard => shard.Dispose());
        heldOut.Dispose();
    }

    private static void RequireCounts(string folder, DataDescription description, List<Shard> shards)
    {
        for (int shard = 0; shard < shards.Count - 1; shard++)
        {
            long expected = Math.Min(description.ExamplesPerShard, description.Examples - (shard * description.ExamplesPerShard));
            RequireCount(folder, DataDescription.TrainingFileName(shard), shards[shard].ExampleCount, expected);
        }

        RequireCount(folder, DataDescription.HeldOutFileName, shards[^1].ExampleCount, description.HeldOutExamples);
    }

    private static void RequireCount(string folder, string name, long found, long expected)
    {
        if (found != expected)
            throw new ElectraGenException(
                $"'{Path.Combine(folder, name)}' has {found} examples, and {DataDescription.FileName} states {expected}; prepare the data again.");
    }

    private Range Row(int row) => (row * SequenceLength)..((row + 1) * SequenceLength);

    private int RequireBatch(Span<int> tokenIds, Span<int> segmentIds, Span<int> attentionMask)
    {
        if (tokenIds.Length % SequenceLength != 0 || segmentIds.Length != tokenIds.Length || attentionMask.Length != tokenIds.Length)
            throw new ArgumentException(
                $"A batch is three spans of B · {SequenceLength} elements, not of {tokenIds.Length}, {segmentIds.Length} and {attentionMask.Length}.");
        return tokenIds.Length / SequenceLength;
    }
}
