using CsCheck;
using ElectraGen.Generators.Autodiff;
using ElectraGen.Generators.Expansion;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Planning;

namespace ElectraGen.Generators.Tests.Planning;

/// <summary>Compositions of primitives that are no model anyone declared: streams of one width, mixed at random.</summary>
internal sealed class RandomGraph
{
    public const int Length = 6, Width = 8, Heads = 2, Vocabulary = 37, Gathered = 3;

    /// <summary>Large, so that a chain of norms does not turn small differences into large ones.</summary>
    private const double LayerNormEpsilon = 0.25;

    /// <summary>Without ReLU, at whose kink differences of a loss say nothing.</summary>
    private static readonly ActivationKind[] SmoothActivations = [ActivationKind.Gelu, ActivationKind.TanhGelu, ActivationKind.Silu];

    private readonly GraphBuilder graph = new();
    private readonly List<Value> sharedWeights = [], sharedVectors = [];
    private readonly int[] choices;
    private readonly int mostTurns;
    private readonly HashSet<int> read = [];
    private int position, names;
    private Value tokenIds = null!, segmentIds = null!, attentionMask = null!, sinusoids = null!, positions = null!, targets = null!;

    private RandomGraph(int[] choices, int mostTurns) => (this.choices, this.mostTurns) = (choices, mostTurns);

    /// <summary>What a graph is made from.</summary>
    public static Gen<int[]> Choices { get; } = Gen.Int[0, 9_999].Array[1, 40];

    /// <summary>A whole step in order; repeats have few turns where numbers should stay small.</summary>
    public static Graph Scheduled(int[] choices, int mostTurns = 8) =>
        Scheduler.Schedule(GraphExpansion.Expand(Differentiation.Differentiate(new RandomGraph(choices, mostTurns).Build())));

    private Graph Build()
    {
        tokenIds = graph.Input("TokenIds", Shape.ColumnVector(Length, ElementType.Int32));
        segmentIds = graph.Input("SegmentIds", Shape.ColumnVector(Length, ElementType.Int32));
        attentionMask = graph.Input("AttentionMask", Shape.ColumnVector(Length, ElementType.Int32));
        positions = graph.Input("Positions", Shape.ColumnVector(Gathered, ElementType.Int32));
        targets = graph.Input("Targets", Shape.ColumnVector(Gathered, ElementType.Int32));
        Value words = Parameter(Vocabulary, Width);
        sinusoids = graph.Parameter(
            "Sinusoids", Shape.Fixed(Length, Width / Heads), "sinusoids", [Length, Width / Heads], isDecayed: false, ParameterInitializer.Sinusoids);
        Value? rows = Choose(2) == 0 ? Parameter(Length + 1, Width) : null;
        Value segments = Parameter(2, Width);
        Value? firstLoss = Choose(2) == 0 ? null : FirstLoss(graph.Embed(tokenIds, segmentIds, words, rows, segments, "FirstEmbedded"));
        List<Value> streams = [graph.Embed(tokenIds, segmentIds, words, rows, segments, "Embedded")];
        while (position < choices.Length)
        {
            streams.Add(Choose(9) == 0 ? Repeated(streams) : Mixed(streams, isRepeated: false));
            if (Choose(4) == 0)
                graph.EndPass($"Pass{++names}");
        }

        streams.Add(Joined(streams));
        Value loss = Choose(2) == 0 ? TokenLoss(streams) : VocabularyLoss(streams, words);
        if (firstLoss is not null)
        {
            graph.EndPass("Second");
            loss = graph.ScaledSum(firstLoss, 0.5, loss, 2, "Sum");
        }
        graph.Output("loss", loss);
        graph.EndPass("Last");
        return graph.Build(new Stage("", loss));
    }

    /// <summary>A network of its own, before the other: its backward pass waits for nothing of that one.</summary>
    private Value FirstLoss(Value embedded)
    {
        List<Value> streams = [embedded, Repeated([embedded])];
        streams.Add(Mixed(streams, isRepeated: false));
        Value losses = graph.Linear(Joined(streams), Parameter(1, Width), Parameter(1, 1), "FirstScore");
        Value loss = graph.WeightedMean(losses, attentionMask, "FirstLoss");
        read.Clear();
        graph.EndPass("First");
        return loss;
    }

    /// <summary>Of the numbers below <paramref name="count"/>, what the choices say; 0 behind their end.</summary>
    private int Choose(int count) => position < choices.Length ? choices[position++] % count : 0;

    private Value Pick(List<Value> streams)
    {
        Value picked = streams[^(1 + Choose(Math.Min(streams.Count, 4)))];
        read.Add(picked.Id);
        return picked;
    }

    /// <summary>Mostly the sum of all that nothing has read, so that everything counts; else the last.</summary>
    private Value Joined(List<Value> streams)
    {
        if (Choose(4) == 3)
            return streams[^1];
        Value[] unread = [.. streams.Where(stream => !read.Contains(stream.Id))];
        return unread.Length == 0 ? streams[^1] : unread.Aggregate((sum, next) => graph.Add(sum, next, $"Sum{++names}"));
    }

    private Value Mixed(List<Value> streams, bool isRepeated)
    {
        string name = $"Value{++names}";
        switch (Choose(11))
        {
            case 0:
                return graph.ScaledSum(Pick(streams), 1, Pick(streams), Choose(2) == 0 ? 1 : -0.5, name);
            case 1:
                return graph.Activate(Pick(streams), SmoothActivations[Choose(SmoothActivations.Length)], name);
            case 2:
                return graph.Dropout(Pick(streams), 0.25, name);
            case 3:
                return graph.Linear(Pick(streams), Weight(isRepeated), Vector(isRepeated), name);
            case 4:
                return graph.LayerNorm(Pick(streams), Vector(isRepeated), Vector(isRepeated), LayerNormEpsilon, name);
            case 5:
                return graph.AddLayerNorm(Pick(streams), Pick(streams), Vector(isRepeated), Vector(isRepeated), LayerNormEpsilon, Choose(2) == 0 ? 0 : 0.25, name);
            case 6:
                return graph.Scale(Pick(streams), 0.75, name);
            case 7:
                return graph.Project(Pick(streams), Weight(isRepeated), name);
            case 8:
                // Of a norm, so that exponentials of exponentials do not overflow
                Value normed = graph.LayerNorm(Pick(streams), Vector(isRepeated), Vector(isRepeated), LayerNormEpsilon, $"{name}Normed");
                return graph.Multiply(Pick(streams), graph.Exponential(normed, $"{name}Exponential"), name);
            case 9:
                return graph.ActivatedLinear(
                    Pick(streams), SmoothActivations[Choose(SmoothActivations.Length)], Weight(isRepeated), Vector(isRepeated), name);
            default:
                Value queryKeyValue = graph.Linear(Pick(streams), Parameter(3 * Width, Width), Parameter(1, 3 * Width), $"{name}QueryKeyValue");
                if (Choose(2) == 0)
                    queryKeyValue = graph.Rotate(queryKeyValue, sinusoids, Heads, $"{name}Rotated");
                return graph.Attention(queryKeyValue, attentionMask, Heads, 0.5, Choose(2) == 0 ? 0 : 0.125, name);
        }
    }

    /// <summary>Bodies read the stream, what they make, and values from outside.</summary>
    private Value Repeated(List<Value> outer) =>
        graph.Repeat(1 + Choose(mostTurns), Pick(outer), $"Stream{++names}", stream =>
        {
            List<Value> inner = Choose(3) == 0 ? [Pick(outer), stream] : [stream];
            int operations = Choose(6);
            for (int operation = 0; operation < operations; operation++)
                inner.Add(Mixed(inner, isRepeated: true));
            return Joined(inner);
        });

    private Value TokenLoss(List<Value> streams)
    {
        Value losses = graph.Linear(Pick(streams), Parameter(1, Width), Parameter(1, 1), "Score");
        if (Choose(2) == 0)
            losses = graph.Gelu(graph.Linear(graph.GatherRows(Pick(streams), positions, "Rows"), Parameter(1, Width), Parameter(1, 1), "RowScore"), "Losses");
        Value weights = losses.Shape.Rows == Length ? attentionMask : targets;
        return graph.WeightedMean(losses, weights, "Loss");
    }

    private Value VocabularyLoss(List<Value> streams, Value words)
    {
        Value rows = graph.GatherRows(Pick(streams), positions, "Rows");
        Value bias = Parameter(1, Vocabulary);
        (Value logProbability, Value logSumExp, Value predictedIds, Value? sampledIds) =
            graph.VocabularyHead(rows, words, bias, targets, Choose(3) == 0 ? null : 1, forbidsTargets: Choose(2) == 0);
        if (sampledIds is not null)
            graph.Output("sampled_ids", sampledIds);
        if (Choose(2) == 1)
        {
            Value copyLogits = graph.Linear(rows, Parameter(1, Width), Parameter(1, 1), "CopyLogits");
            (logProbability, Value copyProbability) = graph.CopyLogProbability(
                copyLogits, logProbability, Choose(2) == 0 ? targets : positions, targets, "MixedLogProbability");
            graph.Output("copy_probability", copyProbability);
            graph.Output("named_ids", graph.CopyOrPredict(copyLogits, rows, words, bias, logSumExp, targets, predictedIds, "NamedIds"));
        }

        return graph.Scale(graph.WeightedMean(logProbability, targets, "MeanLogProbability"), -2, "Loss");
    }

    private Value Weight(bool isRepeated) => Shared(sharedWeights, isRepeated, Width);

    private Value Vector(bool isRepeated) => Shared(sharedVectors, isRepeated, 1);

    private Value Shared(List<Value> shared, bool isRepeated, int rows)
    {
        if (shared.Count > 0 && Choose(3) == 0)
            return shared[Choose(shared.Count)];
        Value parameter = Parameter(rows, Width);
        if (!isRepeated)
            shared.Add(parameter);
        return parameter;
    }

    private Value Parameter(int rows, int columns)
    {
        string name = $"Parameter{++names}";
        return graph.Parameter(name, Shape.Fixed(rows, columns), name, [rows, columns], isDecayed: true, ParameterInitializer.TruncatedNormal);
    }
}
