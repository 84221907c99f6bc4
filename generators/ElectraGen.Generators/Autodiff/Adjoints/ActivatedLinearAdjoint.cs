using ElectraGen.Generators.Expansion;
using ElectraGen.Generators.Graphs;
using static ElectraGen.Generators.Graphs.Arguments;

namespace ElectraGen.Generators.Autodiff;

internal static class ActivatedLinearAdjoint
{
    /// <summary>The activation is made again while its slope is.</summary>
    public static void ActivatedLinear(Operation forward, Value gradient, GradientScope scope)
    {
        string activation = ActivatedProducts.ActivationOf(forward);
        Value input = forward.Arguments[0].Value, weight = forward.Arguments[1].Value, bias = forward.Arguments[2].Value;
        Value partials = scope.NewPartials(bias, gradient);
        Value activated = scope.New(gradient, "RecomputedActivation", input.Shape);
        scope.Append("ColumnSumPartials", [Read(gradient), Write("to", partials)]);
        if (scope.Needs(input))
        {
            Value activatedGradient = scope.New(gradient, "ActivationGradient", input.Shape), inputGradient = scope.NewGradient(input);
            scope.Append("LinearInputGradient", [Read(gradient), Read(weight), Write("to", activatedGradient)]);
            scope.Append($"{activation}Backward",
                [Read(input), Read(activatedGradient), Write("activated", activated), Write("to", inputGradient)]);
            scope.Contribute(input, inputGradient);
        }
        else
        {
            scope.Append(activation, [Read(input), Write("to", activated)]);
        }

        scope.Append("LinearWeightGradient", [Read(gradient), Read(activated), AddTo(weight)]);
        scope.Append("AddColumnSums", [Read(partials), AddTo(bias)]);
    }
}
