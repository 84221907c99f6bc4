using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Training.Data;

namespace Training.Tests.Data;

public sealed class TokenCountsTests : IDisposable
{
    private const int Length = 16, VocabularySize = 30_522;

    private readonly TemporaryFolder folder = new();

    public TokenCountsTests() =>
        DataPreparation.Prepare(NumberedCorpus.Write(folder, 150), Vocabulary.Carried(), Length, folder["data"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void CountsAreThoseOfTheTrainingExamples()
    {
        using TrainingData data = Open();
        long[] expected = new long[VocabularySize];
        int[] tokenIds = new int[Length], segmentIds = new int[Length], attentionMask = new int[Length];
        DataCursor cursor = new(Seed: 1);
        for (long example = 0; example < data.Description.Examples; example++)
        {
            cursor = data.FillBatch(cursor, tokenIds, segmentIds, attentionMask);
            for (int position = 0; position < Length; position++)
            {
                if (attentionMask[position] != 0 && tokenIds[position] is not (SpecialTokens.Classification or SpecialTokens.Separator))
                    expected[tokenIds[position]]++;
            }
        }

        Assert.Equal(expected, data.RequireTokenCounts().ById.ToArray());
        Assert.True(expected.Sum() > 0);
        Assert.Equal(0, expected[SpecialTokens.Padding]);
    }

    [Fact]
    public void DamagedCountsAreNamed()
    {
        string path = Path.Combine(folder["data"], "token_counts.txt");
        File.WriteAllText(path, File.ReadAllText(path).Replace("0\n", "1\n", StringComparison.Ordinal));

        Assert.Contains("token_counts.txt' are damaged", Assert.Throws<ElectraGenException>(Open).Message);
    }

    [Fact]
    public void MissingCountsAreNamed()
    {
        File.Delete(Path.Combine(folder["data"], "token_counts.txt"));

        Assert.Contains("token_counts.txt' does not exist", Assert.Throws<ElectraGenException>(Open).Message);
    }

    /// <summary>Everything but a unigram generator can go on with a folder that was made before tokens were counted.</summary>
    [Fact]
    public void FolderWithoutCountsSaysWhatToDo()
    {
        string path = Path.Combine(folder["data"], "data.json");
        string[] lines = [.. File.ReadAllLines(path).Where(line => !line.Contains("token_counts_hash", StringComparison.Ordinal))];
        lines[^2] = lines[^2].TrimEnd(',');
        File.WriteAllLines(path, lines);

        using TrainingData data = Open();
        string sentence = Assert.Throws<ElectraGenException>(data.RequireTokenCounts).Message;
        Assert.Contains("has no token counts", sentence);
        Assert.Contains("electragen prepare", sentence);
    }

    private TrainingData Open() => TrainingData.Open(folder["data"], VocabularySize, Length);
}
