using ElectraGen.Generators.Expansion;
using ElectraGen.Generators.Graphs;
using static ElectraGen.Generators.Graphs.Arguments;

namespace ElectraGen.Generators.Autodiff;

internal static class AttentionAdjoint
{
    /// <summary>
    /// The scores are made again, so that no probabilities are kept: one product more, for a slot (B, heads, S, S) a layer less. The
    /// gradient's three parts lie side by side and are written one after the other.
    /// </summary>
    public static void Attention(Operation forward, Value gradient, GradientScope scope)
    {
        Value queryKeyValue = forward.Arguments[0].Value, attentionMask = forward.Arguments[1].Value;
        if (!scope.Needs(queryKeyValue))
            return;
        Setting heads = forward.Setting("heads"), scale = forward.Setting("scale");
        Shape square = forward.AttentionSquare();
        Value scores = scope.New(gradient, "RecomputedScores", square), probabilities = scope.New(gradient, "RecomputedProbabilities", square);
        Value probabilityGradient = scope.New(gradient, "AttentionProbabilitiesGradient", square);
        Value scoreGradient = scope.New(gradient, "AttentionScoresGradient", square);
        Value queryKeyValueGradient = scope.NewGradient(queryKeyValue);

        scope.Append("AttentionScores", [Read(queryKeyValue), Write("to", scores)], heads, scale);
        scope.Append("AttentionProbabilityGradient", [Read(gradient), Read(queryKeyValue), Write("to", probabilityGradient)], heads);
        scope.Append("SoftmaxBackward",
            [
                Read(scores), Read(attentionMask), Read(probabilityGradient),
                Write("probabilities", probabilities), Write("to", scoreGradient),
            ],
            forward.Setting("rate"), forward.Setting("site"));
        scope.Append("AttentionValueGradient", [Read(probabilities), Read(gradient), Write("to", queryKeyValueGradient)], heads);
        scope.Append("AttentionQueryGradient", [Read(scoreGradient), Read(queryKeyValue), ReadWrite("to", queryKeyValueGradient)], heads, scale);
        scope.Append("AttentionKeyGradient", [Read(scoreGradient), Read(queryKeyValue), ReadWrite("to", queryKeyValueGradient)], heads, scale);
        scope.Contribute(queryKeyValue, queryKeyValueGradient);
    }
}
