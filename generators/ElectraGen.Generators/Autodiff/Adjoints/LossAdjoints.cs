using ElectraGen.Generators.Graphs;
using static ElectraGen.Generators.Graphs.Arguments;

namespace ElectraGen.Generators.Autodiff;

internal static class LossAdjoints
{
    /// <summary>One operation here as well; its slices of logits are computed again. The gradient is a sum over many slices, so it has 32 bits.</summary>
    public static void VocabularyHead(Operation forward, Value gradient, GradientScope scope)
    {
        Value hidden = forward.Arguments[0].Value, table = forward.Arguments[1].Value, bias = forward.Arguments[2].Value;
        if (!scope.Needs(hidden))
            return;
        Value hiddenGradient = scope.New(hidden, $"{hidden.Name}Gradient", hidden.Shape.Wide);
        scope.Append("VocabularyHeadBackward",
            [
                Read(hidden), Read(table), Read(bias), Read(forward.Arguments[3].Value), Read(forward.Named("logSumExp")), Read(gradient),
                AddTo(table), AddTo(bias), Write("to", hiddenGradient),
            ]);
        scope.Contribute(hidden, hiddenGradient);
    }

    public static void BinaryCrossEntropy(Operation forward, Value gradient, GradientScope scope)
    {
        Value logits = forward.Arguments[0].Value, labels = forward.Arguments[1].Value;
        scope.Contribute(logits, "BinaryCrossEntropyBackward", [Read(logits), Read(labels), Read(gradient)]);
    }

    public static void WeightedMean(Operation forward, Value gradient, GradientScope scope) =>
        scope.Contribute(forward.Arguments[0].Value, "WeightedMeanBackward",
            [Read(gradient), Read(forward.Arguments[1].Value), Read(forward.Arguments[2].Value)]);

    /// <summary>One call gives the gradients of both operands.</summary>
    public static void CopyLogProbability(Operation forward, Value gradient, GradientScope scope)
    {
        Value copyLogits = forward.Arguments[0].Value, logProbability = forward.Arguments[1].Value;
        Value copyLogitGradient = scope.NewGradient(copyLogits), logProbabilityGradient = scope.NewGradient(logProbability);
        scope.Append("CopyLogProbabilityBackward",
            [
                Read(copyLogits), Read(logProbability), Read(forward.Arguments[2].Value), Read(forward.Arguments[3].Value), Read(gradient),
                Write("copyLogitGradient", copyLogitGradient), Write("logProbabilityGradient", logProbabilityGradient),
            ]);
        scope.Contribute(copyLogits, copyLogitGradient);
        scope.Contribute(logProbability, logProbabilityGradient);
    }
}
