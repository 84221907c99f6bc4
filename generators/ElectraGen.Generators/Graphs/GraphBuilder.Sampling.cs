namespace ElectraGen.Generators.Graphs;

internal sealed partial class GraphBuilder
{
    /// <summary>Positions drawn with replacement, (B, maximum), with their ids and weights.</summary>
    public (Value Positions, Value Targets, Value Weights) DrawMasked(
        Value tokenIds, Value attentionMask, int fractionMillionths, int maximum)
    {
        Value positions = NewValue("Positions", Shape.ColumnVector(maximum, ElementType.Int32));
        Value targets = NewValue("Targets", Shape.ColumnVector(maximum, ElementType.Int32));
        Value weights = NewValue("PredictionWeights", Shape.ColumnVector(maximum));
        Append("DrawMasked",
            [
                Read(tokenIds), Read(attentionMask),
                Write("positions", positions), Write("targets", targets), Write("weights", weights),
            ],
            [Integer("fractionMillionths", fractionMillionths), NextSite()]);
        return (positions, targets, weights);
    }

    /// <summary>How often each position was drawn, and token ids with [MASK] there, all but the kept fraction of the draws.</summary>
    public (Value Drawn, Value MaskedIds) HideDrawn(Value tokenIds, Value positions, double keptFraction)
    {
        Value drawn = NewValue("Drawn", tokenIds.Shape), maskedIds = NewValue("MaskedIds", tokenIds.Shape);
        Append("HideDrawn",
            [Read(tokenIds), Read(positions), Write("drawn", drawn), Write("maskedIds", maskedIds)],
            [Real("keptFraction", keptFraction), NextSite()]);
        return (drawn, maskedIds);
    }

    /// <summary>An id for each target, (B, P), all ids equally likely; the target itself only where it is not forbidden.</summary>
    public Value SampleUniform(Value targets, int vocabulary, bool forbidsTargets)
    {
        Value sampledIds = NewValue("SampledIds", targets.Shape);
        Append("SampleUniform",
            [Write("sampledIds", sampledIds), .. Forbidden(targets, forbidsTargets)], [Integer("vocabulary", vocabulary), NextSite()]);
        return sampledIds;
    }

    /// <summary>An id for each target, (B, P), by an alias table (vocabulary, 2); the target itself only where it is not forbidden.</summary>
    public Value SampleUnigram(Value table, Value targets, bool forbidsTargets)
    {
        Value sampledIds = NewValue("SampledIds", targets.Shape);
        Append("SampleUnigram", [Read(table), Write("sampledIds", sampledIds), .. Forbidden(targets, forbidsTargets)], [NextSite()]);
        return sampledIds;
    }

    private static Argument[] Forbidden(Value targets, bool forbidsTargets) =>
        forbidsTargets ? [new Argument("forbiddenIds", targets, Access.Read)] : [];
}
