using System.Numerics;

namespace ElectraGen.Runtime.Host.Fast.Vectors;

/// <summary>Activations and their slopes, a vector at a time; formulas as in the judge's.</summary>
internal static class ActivationVectors
{
    private const float Cubic = 0.044715f;

    /// <summary>2 √(2/π).</summary>
    private static readonly float TwiceRoot = 2 * MathF.Sqrt(2 / MathF.PI);

    /// <summary>to = a(input).</summary>
    public static void Activate(Activation activation, ReadOnlySpan<float> input, Span<float> to)
    {
        switch (activation)
        {
            case Activation.TanhGelu:
                VectorMap.Apply(default(TanhGelu), input, to);
                break;
            case Activation.Relu:
                VectorMap.Apply(default(Relu), input, to);
                break;
            case Activation.Silu:
                VectorMap.Apply(default(Silu), input, to);
                break;
            default:
                VectorMap.Apply(default(Gelu), input, to);
                break;
        }
    }

    /// <summary>to = outputGradient · a′(input).</summary>
    public static void ActivateBackward(Activation activation, ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> to)
    {
        switch (activation)
        {
            case Activation.TanhGelu:
                VectorMap.Apply(default(TanhGeluGradient), input, outputGradient, to);
                break;
            case Activation.Relu:
                VectorMap.Apply(default(ReluGradient), input, outputGradient, to);
                break;
            case Activation.Silu:
                VectorMap.Apply(default(SiluGradient), input, outputGradient, to);
                break;
            default:
                VectorMap.Apply(default(GeluGradient), input, outputGradient, to);
                break;
        }
    }

    private static Vector<float> Sigmoid(Vector<float> x) => Vector<float>.One / (Vector<float>.One + ExponentialVectors.Exp(-x));

    private readonly struct Gelu : IVectorFunction
    {
        public Vector<float> Of(Vector<float> left, Vector<float> right) =>
            left * NormalVectors.Cumulative(left, NormalVectors.Exponential(left));
    }

    private readonly struct GeluGradient : IVectorFunction
    {
        public Vector<float> Of(Vector<float> left, Vector<float> right)
        {
            Vector<float> exponential = NormalVectors.Exponential(left);
            return right * (NormalVectors.Cumulative(left, exponential) + (left * NormalVectors.Density(exponential)));
        }
    }

    private readonly struct TanhGelu : IVectorFunction
    {
        public Vector<float> Of(Vector<float> left, Vector<float> right) =>
            left * Sigmoid(TwiceRoot * left * (Vector<float>.One + (Cubic * left * left)));
    }

    private readonly struct TanhGeluGradient : IVectorFunction
    {
        public Vector<float> Of(Vector<float> left, Vector<float> right)
        {
            Vector<float> twiceU = TwiceRoot * left * (Vector<float>.One + (Cubic * left * left));
            Vector<float> twiceSlope = TwiceRoot * (Vector<float>.One + (3 * Cubic * left * left));
            return right * Sigmoid(twiceU) * (Vector<float>.One + (left * Sigmoid(-twiceU) * twiceSlope));
        }
    }

    private readonly struct Relu : IVectorFunction
    {
        // Not a number stays what it is
        public Vector<float> Of(Vector<float> left, Vector<float> right) =>
            Vector.ConditionalSelect(Vector.LessThan(left, Vector<float>.Zero), Vector<float>.Zero, left);
    }

    private readonly struct ReluGradient : IVectorFunction
    {
        public Vector<float> Of(Vector<float> left, Vector<float> right) =>
            right * Vector.ConditionalSelect(Vector.GreaterThan(left, Vector<float>.Zero), Vector<float>.One, Vector<float>.Zero);
    }

    private readonly struct Silu : IVectorFunction
    {
        public Vector<float> Of(Vector<float> left, Vector<float> right) => left * Sigmoid(left);
    }

    private readonly struct SiluGradient : IVectorFunction
    {
        public Vector<float> Of(Vector<float> left, Vector<float> right) =>
            right * Sigmoid(left) * (Vector<float>.One + (left * Sigmoid(-left)));
    }
}
