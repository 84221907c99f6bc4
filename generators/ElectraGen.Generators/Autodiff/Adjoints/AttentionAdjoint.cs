using ElectraGen.Generators.Graphs;
using static ElectraGen.Generators.Graphs.Arguments;

namespace ElectraGen.Generators.Autodiff;

internal static class AttentionAdjoint
{
    /// <summary>The probabilities are made again, so that none are kept: one product more, for a slot (B, heads, S, S) a layer less.</summary>
    public static void Attention(Operation forward, Value gradient, GradientScope scope)
    {
        Value queryKeyValue = forward.Arguments[0].Value, attentionMask = forward.Arguments[1].Value;
        if (!scope.Needs(queryKeyValue))
            return;
        Shape square = forward.Named("probabilities").Shape;
        Value probabilities = scope.New(gradient, "RecomputedProbabilities", square);
        Value scoreGradient = scope.New(gradient, "AttentionScoresGradient", square);
        Value queryKeyValueGradient = scope.NewGradient(queryKeyValue);
        scope.Append("AttentionBackward",
            [
                Read(queryKeyValue), Read(attentionMask), Read(forward.Named("logSumExp")), Read(gradient),
                Write("probabilities", probabilities), Write("scoreGradient", scoreGradient), Write("to", queryKeyValueGradient),
            ],
            forward.Setting("heads"), forward.Setting("scale"), forward.Setting("rate"), forward.Setting("site"));
        scope.Contribute(queryKeyValue, queryKeyValueGradient);
    }
}
