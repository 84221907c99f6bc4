using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Kernels;
using static ElectraGen.Generators.Graphs.Arguments;

namespace ElectraGen.Generators.Autodiff;

internal static class ProductAdjoints
{
    public static void Linear(Operation forward, Value gradient, GradientScope scope)
    {
        Value input = forward.Arguments[0].Value, weight = forward.Arguments[1].Value, bias = forward.Arguments[2].Value;
        Value partials = scope.NewPartials(bias, gradient);
        scope.Append("ColumnSumPartials", [Read(gradient), Write("to", partials)]);
        scope.Append("LinearWeightGradient", [Read(gradient), Read(input), AddTo(weight)]);
        scope.ContributeProduct(input, gradient, weight);
        scope.Append("AddColumnSums", [Read(partials), AddTo(bias)]);
    }

    public static void Project(Operation forward, Value gradient, GradientScope scope)
    {
        Value input = forward.Arguments[0].Value, weight = forward.Arguments[1].Value;
        scope.Append("LinearWeightGradient", [Read(gradient), Read(input), AddTo(weight)]);
        scope.ContributeProduct(input, gradient, weight);
    }

    public static void AttentionScores(Operation forward, Value gradient, GradientScope scope)
    {
        Value query = forward.Arguments[0].Value, key = forward.Arguments[1].Value;
        scope.Contribute(query, "AttentionQueryGradient", [Read(gradient), Read(key)], forward.Settings.ToArray());
        scope.Contribute(key, "AttentionKeyGradient", [Read(gradient), Read(query)], forward.Settings.ToArray());
    }

    public static void AttentionContext(Operation forward, Value gradient, GradientScope scope)
    {
        Value probabilities = forward.Arguments[0].Value, value = forward.Arguments[1].Value;
        scope.Contribute(probabilities, "AttentionProbabilityGradient", [Read(gradient), Read(value)], forward.Settings.ToArray());
        scope.Contribute(value, "AttentionValueGradient", [Read(probabilities), Read(gradient)], forward.Settings.ToArray());
    }

    /// <summary>Partial sums of a vector's gradient, in the network that uses it: one row a block of rows.</summary>
    public static Value NewPartials(this GradientScope scope, Value vector, Value gradient) => scope.New(
        gradient, $"{vector.Name}Partials", Shape.Fixed(KernelCatalog.ColumnSumBlocks, (int)vector.Shape.Count));
}
