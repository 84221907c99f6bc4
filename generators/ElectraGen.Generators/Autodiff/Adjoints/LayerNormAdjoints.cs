using ElectraGen.Generators.Graphs;
using static ElectraGen.Generators.Graphs.Arguments;

namespace ElectraGen.Generators.Autodiff;

internal static class LayerNormAdjoints
{
    public static void LayerNorm(Operation forward, Value gradient, GradientScope scope)
    {
        Value input = forward.Arguments[0].Value;
        (Value gain, Value bias) = (forward.Arguments[1].Value, forward.Arguments[2].Value);
        Partials partials = new(forward, input, gain, bias, gradient, scope);
        if (scope.Needs(input))
        {
            Value inputGradient = scope.NewGradient(input);
            scope.Append("LayerNormBackward", [.. Reads(input, forward, gain, gradient), Write("to", inputGradient)]);
            scope.Contribute(input, inputGradient);
        }

        partials.Add(scope);
    }

    /// <summary>Both operands of the sum have its gradient.</summary>
    public static void AddLayerNorm(Operation forward, Value gradient, GradientScope scope)
    {
        Value input = forward.Arguments[0].Value, residual = forward.Arguments[1].Value, sum = forward.Named("sum");
        (Value gain, Value bias) = (forward.Arguments[2].Value, forward.Arguments[3].Value);
        Partials partials = new(forward, sum, gain, bias, gradient, scope);
        if (scope.Needs(input) || scope.Needs(residual))
        {
            Value sumGradient = scope.NewGradient(sum);
            scope.Append("LayerNormBackward", [.. Reads(sum, forward, gain, gradient), Write("to", sumGradient)]);
            scope.Contribute(input, sumGradient);
            scope.Contribute(residual, sumGradient);
        }

        partials.Add(scope);
    }

    /// <summary>The residual has the sum's gradient; the input, what dropout leaves of it.</summary>
    public static void DropoutAddLayerNorm(Operation forward, Value gradient, GradientScope scope)
    {
        Value input = forward.Arguments[0].Value, residual = forward.Arguments[1].Value, sum = forward.Named("sum");
        (Value gain, Value bias) = (forward.Arguments[2].Value, forward.Arguments[3].Value);
        Partials partials = new(forward, sum, gain, bias, gradient, scope);
        if (scope.Needs(input) || scope.Needs(residual))
        {
            Value sumGradient = scope.NewGradient(sum), inputGradient = scope.NewGradient(input);
            scope.Append("DropoutAddLayerNormBackward",
                [.. Reads(sum, forward, gain, gradient), Write("dropped", inputGradient), Write("to", sumGradient)],
                forward.Setting("rate"), forward.Setting("site"));
            scope.Contribute(input, inputGradient);
            scope.Contribute(residual, sumGradient);
        }

        partials.Add(scope);
    }

    private static Argument[] Reads(Value normalized, Operation forward, Value gain, Value gradient) =>
        [Read(normalized), Read(forward.Named("statistics")), Read(gain), Read(gradient)];

    /// <summary>Partial sums of the gradients of gain and bias, which need no barrier before the gradient of what was normalised.</summary>
    private sealed class Partials
    {
        private readonly Value gain, bias, gainPartials, biasPartials;

        public Partials(Operation forward, Value normalized, Value gain, Value bias, Value gradient, GradientScope scope)
        {
            (this.gain, this.bias) = (gain, bias);
            (gainPartials, biasPartials) = (scope.NewPartials(gain, gradient), scope.NewPartials(bias, gradient));
            scope.Append("LayerNormParameterPartials",
                [
                    Read(normalized), Read(forward.Named("statistics")), Read(gradient),
                    Write("gainPartials", gainPartials), Write("biasPartials", biasPartials),
                ]);
        }

        public void Add(GradientScope scope)
        {
            scope.Append("AddColumnSums", [Read(gainPartials), AddTo(gain)]);
            scope.Append("AddColumnSums", [Read(biasPartials), AddTo(bias)]);
        }
    }
}
