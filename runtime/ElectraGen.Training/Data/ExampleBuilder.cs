using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Training.Data;

/// <summary>
/// Packs the lines of a document into sequences as the published code of ELECTRA does (<c>build_pretraining_dataset.py</c>): whole
/// lines are gathered until they fill the target length, shared out to one or two segments, and what does not fit is dropped. Its
/// draws are of the document's own stream, so documents may be built in any order.
/// </summary>
internal sealed class ExampleBuilder
{
    /// <summary>Shortest target that the published code draws; a model's sequence length may not be below it.</summary>
    public const int ShortestTarget = 5;

    private const double SingleSegmentFraction = 0.10;
    private const double OverflowFraction = 0.50;
    private const double ShortTargetFraction = 0.05;

    private readonly int sequenceLength;
    private readonly RandomWords random;
    private readonly List<IReadOnlyList<int>> lines = [];
    private int gatheredTokens;
    private int targetLength;

    private ExampleBuilder(int sequenceLength, RandomWords random)
    {
        this.sequenceLength = sequenceLength;
        this.random = random;
        targetLength = sequenceLength;
    }

    /// <summary>The sequences of one document.</summary>
    /// <param name="document">Token ids of its lines.</param>
    /// <param name="sequenceLength">Tokens per sequence, padding included.</param>
    /// <param name="random">The document's draws.</param>
    public static List<PretrainingExample> Build(IEnumerable<IReadOnlyList<int>> document, int sequenceLength, RandomWords random)
    {
        ExampleBuilder builder = new(sequenceLength, random);
        List<PretrainingExample> examples = [];
        foreach (IReadOnlyList<int> line in document)
        {
            builder.lines.Add(line);
            builder.gatheredTokens += line.Count;
            if (builder.gatheredTokens >= builder.targetLength)
                examples.Add(builder.TakeExample());
        }

        if (builder.gatheredTokens > 0)
            examples.Add(builder.TakeExample());
        return examples;
    }

    private PretrainingExample TakeExample()
    {
        (List<int> first, List<int> second) = ShareOut();
        lines.Clear();
        gatheredTokens = 0;
        targetLength = random.Chance(ShortTargetFraction) ? random.Between(ShortestTarget, sequenceLength) : sequenceLength;

        int firstCount = Math.Min(first.Count, sequenceLength - 2);
        int secondCount = Math.Clamp(sequenceLength - firstCount - 3, 0, second.Count);
        List<int> tokenIds = [SpecialTokens.Classification, .. first[..firstCount], SpecialTokens.Separator];
        int firstSegmentLength = tokenIds.Count;
        if (secondCount > 0)
            tokenIds.AddRange([.. second[..secondCount], SpecialTokens.Separator]);
        return new PretrainingExample([.. tokenIds], firstSegmentLength);
    }

    /// <summary>
    /// A line goes to the first segment if that is empty, if the line fits there, or, half the time, if it would be the line that
    /// overflows it and none went to the second. So a short line may join the first behind a long one that did not, as published.
    /// </summary>
    private (List<int> First, List<int> Second) ShareOut()
    {
        // Three places are for [CLS] and two [SEP]; a single segment takes every line
        int firstTarget = random.Chance(SingleSegmentFraction) ? int.MaxValue : (targetLength - 3) / 2;
        List<int> first = [];
        List<int> second = [];
        foreach (IReadOnlyList<int> line in lines)
        {
            bool takesFirst = first.Count == 0
                || first.Count + line.Count < firstTarget
                || (second.Count == 0 && first.Count < firstTarget && random.Chance(OverflowFraction));
            (takesFirst ? first : second).AddRange(line);
        }

        return (first, second);
    }
}
