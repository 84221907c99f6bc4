using ElectraGen.Generators.Graphs;
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

    /// <summary>Each sequence's part of a vector's gradient, in the network that uses it.</summary>
    public static Value NewPartials(this GradientScope scope, Value vector, Value gradient) =>
        scope.New(gradient, $"{vector.Name}Partials", Shape.Batched(1, (int)vector.Shape.Count));
}
