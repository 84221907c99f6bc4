using System.Numerics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>Activations and their slopes.</summary>
internal static class ActivationKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Cubic = T.CreateTruncating(0.044715);
    private static readonly T Three = T.CreateTruncating(3);

    /// <summary>2 √(2/π): ½ (1 + tanh(u)) is σ(2u).</summary>
    private static readonly T TwiceRoot = T.CreateTruncating(2) * T.Sqrt(T.CreateTruncating(2) / T.Pi);

    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.Activation, Activate),
        new(KernelCatalog.ActivationBackward, ActivateBackward),
    ];

    /// <summary>The activation whose option is on, of options that begin with those of the activations; null if none is.</summary>
    public static Activation? Of(uint options)
    {
        for (Activation activation = Activation.Gelu; activation <= Activation.Silu; activation++)
        {
            if (((options >> (int)activation) & 1) != 0)
                return activation;
        }

        return null;
    }

    /// <summary>a(x).</summary>
    public static T Value(Activation activation, T x) => activation switch
    {
        Activation.TanhGelu => x * Sigmoid(TwiceRoot * x * (T.One + (Cubic * x * x))),
        // Not a number stays what it is
        Activation.Relu => x < T.Zero ? T.Zero : x,
        Activation.Silu => x * Sigmoid(x),
        _ => x * NormalDistribution<T>.Cumulative(x),
    };

    private static T Slope(Activation activation, T x)
    {
        switch (activation)
        {
            case Activation.TanhGelu:
                T twiceU = TwiceRoot * x * (T.One + (Cubic * x * x));
                return Sigmoid(twiceU) * (T.One + (x * Sigmoid(-twiceU) * TwiceRoot * (T.One + (Three * Cubic * x * x))));
            case Activation.Relu:
                return x > T.Zero ? T.One : T.Zero;
            case Activation.Silu:
                return Sigmoid(x) * (T.One + (x * Sigmoid(-x)));
            default:
                return NormalDistribution<T>.Cumulative(x) + (x * NormalDistribution<T>.Density(x));
        }
    }

    private static T Sigmoid(T x) => T.One / (T.One + T.Exp(-x));

    private static void Activate(HostCall<T> call)
    {
        Activation activation = Of(call.Options)!.Value;
        ReadOnlySpan<T> input = call.Numbers(0);
        Span<T> output = call.Numbers(1);
        for (int index = 0; index < call.Count(0); index++)
            output[index] = Value(activation, input[index]);
    }

    private static void ActivateBackward(HostCall<T> call)
    {
        Activation activation = Of(call.Options >> 1)!.Value;
        ReadOnlySpan<T> input = call.Numbers(0), outputGradient = call.Numbers(1);
        Span<T> activated = call.Numbers(2), inputGradient = call.Numbers(3);
        for (int index = 0; index < call.Count(0); index++)
        {
            inputGradient[index] = outputGradient[index] * Slope(activation, input[index]);
            if (call.Has(0))
                activated[index] = Value(activation, input[index]);
        }
    }
}
