using ElectraGen.Generators.Graphs;
using static ElectraGen.Generators.Graphs.Arguments;

namespace ElectraGen.Generators.Autodiff;

internal static class RowAdjoints
{
    public static void Softmax(Operation forward, Value gradient, GradientScope scope) =>
        scope.Contribute(forward.Arguments[0].Value, "SoftmaxBackward", [Read(forward.Named("to")), Read(gradient)]);

    public static void LayerNorm(Operation forward, Value gradient, GradientScope scope)
    {
        Value input = forward.Arguments[0].Value;
        (Value gain, Value bias) = (forward.Arguments[1].Value, forward.Arguments[2].Value);
        if (Normalization(forward, input, gain, bias, scope.Needs(input), gradient, scope) is { } inputGradient)
            scope.Contribute(input, inputGradient);
    }

    /// <summary>Both operands of the sum have its gradient.</summary>
    public static void AddLayerNorm(Operation forward, Value gradient, GradientScope scope)
    {
        Value input = forward.Arguments[0].Value, residual = forward.Arguments[1].Value;
        (Value gain, Value bias) = (forward.Arguments[2].Value, forward.Arguments[3].Value);
        bool isNeeded = scope.Needs(input) || scope.Needs(residual);
        if (Normalization(forward, forward.Named("sum"), gain, bias, isNeeded, gradient, scope) is not { } sumGradient)
            return;
        scope.Contribute(input, sumGradient);
        scope.Contribute(residual, sumGradient);
    }

    private static Value? Normalization(
        Operation forward, Value input, Value gain, Value bias, bool isInputNeeded, Value gradient, GradientScope scope)
    {
        Value statistics = forward.Named("statistics");
        Value gainPartials = scope.NewPartials(gain, gradient), biasPartials = scope.NewPartials(bias, gradient);
        Value? inputGradient = isInputNeeded ? scope.NewGradient(input) : null;
        scope.Append("LayerNormParameterPartials",
            [
                Read(input), Read(statistics), Read(gradient),
                Write("gainPartials", gainPartials), Write("biasPartials", biasPartials),
            ]);

        // Behind the partial sums: it may overwrite the gradient that they read
        if (inputGradient is not null)
            scope.Append("LayerNormBackward", [Read(input), Read(statistics), Read(gain), Read(gradient), Write("to", inputGradient)]);
        scope.Append("AddColumnSums", [Read(gainPartials), AddTo(gain)]);
        scope.Append("AddColumnSums", [Read(biasPartials), AddTo(bias)]);
        return inputGradient;
    }
}
