using ElectraGen.Runtime.Kernels;
using ElectraGen.Training.Data;

namespace Training.Tests.Data;

public class ExampleBuilderTests
{
    private const int FirstWord = 1_000;

    public static TheoryData<int> SequenceLengths => [5, 6, 17, 64, 128];

    [Theory]
    [MemberData(nameof(SequenceLengths))]
    public void EveryExampleHasThePublishedLayout(int sequenceLength)
    {
        foreach (PretrainingExample example in BuildMany(sequenceLength, longestLine: 40))
        {
            int[] tokens = example.TokenIds;
            Assert.InRange(tokens.Length, 3, sequenceLength);
            Assert.Equal(SpecialTokens.Classification, tokens[0]);
            Assert.Equal(SpecialTokens.Separator, tokens[^1]);
            Assert.Equal(SpecialTokens.Separator, tokens[example.FirstSegmentLength - 1]);
            Assert.Equal(example.IsSingleSegment ? 1 : 2, tokens.Count(token => token == SpecialTokens.Separator));
            Assert.Equal(example.TextTokens, tokens.Count(token => token >= FirstWord));
            if (!example.IsSingleSegment)
                Assert.InRange(tokens.Length - example.FirstSegmentLength, 2, sequenceLength);
        }
    }

    [Theory]
    [MemberData(nameof(SequenceLengths))]
    public void SegmentsAndExamplesFollowTheText(int sequenceLength)
    {
        // Words are numbered through, so their order shows
        foreach (List<PretrainingExample> document in BuildDocuments(sequenceLength, longestLine: 40))
        {
            int lastOfExampleBefore = 0;
            foreach (PretrainingExample example in document)
            {
                int[] first = example.TokenIds[1..(example.FirstSegmentLength - 1)];
                int[] second = example.IsSingleSegment ? [] : example.TokenIds[example.FirstSegmentLength..^1];
                Assert.Equal(first.Distinct().Order(), first);
                Assert.Equal(second.Distinct().Order(), second);
                Assert.Empty(first.Intersect(second));
                Assert.True(first[0] > lastOfExampleBefore);
                lastOfExampleBefore = Math.Max(first[^1], second.LastOrDefault());
            }
        }
    }

    [Fact]
    public void OneInTenIsASingleSegment()
    {
        // Lines of one token: a second segment is empty only where a single one was drawn
        List<PretrainingExample> examples = [.. BuildMany(sequenceLength: 32, longestLine: 1, documents: 400)];
        int full = examples.Count(example => example.TokenIds.Length == 32);

        AssertFraction(0.10, examples.Count(example => example.TokenIds.Length == 32 && example.IsSingleSegment), full);
    }

    [Fact]
    public void OneInTwentyIsShort()
    {
        // With lines of one token an example is as long as its target, up to the special tokens: a target of 5 to 64 of which
        // 61 to 64 still fill the sequence
        List<PretrainingExample> examples = [.. BuildDocuments(sequenceLength: 64, longestLine: 1, documents: 400)
            .SelectMany(document => document.SkipLast(1))];
        int shortOnes = examples.Count(example => example.TextTokens < 61);

        AssertFraction(0.05 * (61 - 5) / 60, shortOnes, examples.Count);
    }

    [Fact]
    public void HalfOfTheLinesThatOverflowTheFirstSegmentStayInIt()
    {
        // Three lines of 15 reach the target of 41. The first target is 19, which the second line overflows: A has 15 or 30 tokens,
        // but for the few examples of a short target, which the slack is for
        List<PretrainingExample> examples = [.. BuildFixed(sequenceLength: 41, lineLength: 15)
            .Where(example => !example.IsSingleSegment)];
        int overflowing = examples.Count(example => example.FirstSegmentLength == 32);

        AssertFraction(0.50, overflowing, examples.Count, slack: 0.02);
    }

    [Fact]
    public void SameSeedGivesTheSameAndAnotherSeedDoesNot()
    {
        static int[] Flatten(uint seed) => [.. BuildDocuments(64, 30, 20, seed).SelectMany(document => document)
            .SelectMany(example => example.TokenIds)];

        Assert.Equal(Flatten(3), Flatten(3));
        Assert.NotEqual(Flatten(3), Flatten(4));
    }

    [Fact]
    public void DocumentWithoutTokensGivesNothing() =>
        Assert.Empty(ExampleBuilder.Build([[], []], 16, new RandomWords(1, 0)));

    private static IEnumerable<PretrainingExample> BuildMany(int sequenceLength, int longestLine, int documents = 12) =>
        BuildDocuments(sequenceLength, longestLine, documents).SelectMany(document => document);

    private static IEnumerable<List<PretrainingExample>> BuildDocuments(
        int sequenceLength, int longestLine, int documents = 12, uint seed = 11)
    {
        for (int document = 0; document < documents; document++)
        {
            Random random = new(document);
            int word = FirstWord;
            List<IReadOnlyList<int>> lines = [];
            for (int line = 0; line < 1_000; line++)
            {
                int length = random.Next(1, longestLine + 1);
                lines.Add([.. Enumerable.Range(word, length)]);
                word += length;
            }

            yield return ExampleBuilder.Build(lines, sequenceLength, new RandomWords(seed, document));
        }
    }

    private static List<PretrainingExample> BuildFixed(int sequenceLength, int lineLength)
    {
        int[] line = [.. Enumerable.Repeat(FirstWord, lineLength)];
        return ExampleBuilder.Build(Enumerable.Repeat(line, 60_000), sequenceLength, new RandomWords(5, 0));
    }

    /// <summary>Within five standard deviations of a binomial count, and the stated slack.</summary>
    private static void AssertFraction(double expected, int count, int total, double slack = 0)
    {
        double deviation = Math.Sqrt(expected * (1 - expected) / total);
        double allowed = (5 * deviation) + slack;
        Assert.InRange((double)count / total, expected - allowed, expected + allowed);
    }
}
