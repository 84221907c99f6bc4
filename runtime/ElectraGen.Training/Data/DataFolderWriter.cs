using ElectraGen.Runtime;

namespace ElectraGen.Training.Data;

/// <summary>Writes the shards of a data folder.</summary>
internal sealed class DataFolderWriter : IDisposable
{
    /// <summary>Examples of a training shard: 17 MB at 128 tokens.</summary>
    public const long ExamplesPerShard = 65_536;

    private readonly string folder;
    private readonly ShardFormat format;
    private readonly ShardWriter heldOut;
    private readonly TokenCounts counts;
    private ShardWriter training;
    private long trainingShards;

    public DataFolderWriter(string folder, ShardFormat format)
    {
        this.folder = folder;
        this.format = format;
        heldOut = new ShardWriter(Path.Combine(folder, DataDescription.HeldOutFileName), format);
        training = OpenTrainingShard();
        counts = new TokenCounts(format.VocabularySize);
    }

    public long Examples { get; private set; }

    public long HeldOutExamples => heldOut.ExampleCount;

    public long TokensRead { get; private set; }

    public long TokensKept { get; private set; }

    public void Write(TokenizedDocument document, bool isHeldOut)
    {
        TokensRead += document.Tokens;
        foreach (PretrainingExample example in document.Examples)
        {
            TokensKept += example.TextTokens;
            if (isHeldOut)
                heldOut.Write(example);
            else
                WriteTraining(example);
        }
    }

    /// <summary>Completes the shards and writes what describes them; gives the description with the checksum of the token counts.</summary>
    public DataDescription Complete(DataDescription description, Vocabulary vocabulary)
    {
        if (Examples == 0 || HeldOutExamples == 0)
            throw new ElectraGenException(
                $"The corpus gives {Examples} training examples and {HeldOutExamples} held-out ones, and at least one of each is needed; add documents with words in them.");
        training.Complete();
        heldOut.Complete();
        File.WriteAllText(Path.Combine(folder, DataDescription.VocabularyFileName), vocabulary.Text);
        string countsText = counts.Text;
        File.WriteAllText(Path.Combine(folder, TokenCounts.FileName), countsText);
        DataDescription complete = description with { TokenCountsHash = TokenCounts.HashOf(countsText) };
        complete.Write(folder);
        return complete;
    }

    public void Dispose()
    {
        training.Dispose();
        heldOut.Dispose();
    }

    private void WriteTraining(PretrainingExample example)
    {
        if (training.ExampleCount == ExamplesPerShard)
        {
            training.Complete();
            training.Dispose();
            training = OpenTrainingShard();
        }

        training.Write(example);
        counts.Add(example);
        Examples++;
    }

    private ShardWriter OpenTrainingShard() =>
        new(Path.Combine(folder, DataDescription.TrainingFileName(trainingShards++)), format);
}
