using System.Numerics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>Weighted means and binary cross-entropy.</summary>
internal static class LossKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.WeightedMean, WeightedMean),
        new(KernelCatalog.WeightedMeanBackward, WeightedMeanBackward),
        new(KernelCatalog.BinaryCrossEntropy, BinaryCrossEntropy),
        new(KernelCatalog.BinaryCrossEntropyBackward, BinaryCrossEntropyBackward),
    ];

    private static void WeightedMean(HostCall<T> call)
    {
        ReadOnlySpan<T> values = call.Numbers(0);
        T sum = T.Zero, weightSum = T.Zero;
        for (int index = 0; index < call.Count(0); index++)
        {
            T weight = Weight(call, index);
            sum += weight * values[index];
            weightSum += weight;
        }

        T divisor = T.Max(weightSum, T.One);
        call.Numbers(2)[0] = sum / divisor;
        call.Numbers(3)[0] = divisor;
    }

    private static void WeightedMeanBackward(HostCall<T> call)
    {
        T meanGradient = call.Numbers(0)[0], weightSum = call.Numbers(2)[0];
        Span<T> valueGradient = call.Numbers(3);
        for (int index = 0; index < call.Count(0); index++)
            valueGradient[index] = meanGradient * Weight(call, index) / weightSum;
    }

    /// <summary>A weight of operand 1, which holds integers if the call says so.</summary>
    private static T Weight(HostCall<T> call, int index) =>
        call.Has(0) ? T.CreateTruncating(call.Integers(1)[index]) : call.Numbers(1)[index];

    private static void BinaryCrossEntropy(HostCall<T> call)
    {
        ReadOnlySpan<T> logits = call.Numbers(0), labels = call.Numbers(1);
        Span<T> losses = call.Numbers(2);
        for (int index = 0; index < call.Count(0); index++)
        {
            T logit = logits[index];
            losses[index] = T.Max(logit, T.Zero) - (logit * labels[index]) + Logarithms.LogOnePlus(T.Exp(-T.Abs(logit)));
        }
    }

    private static void BinaryCrossEntropyBackward(HostCall<T> call)
    {
        ReadOnlySpan<T> logits = call.Numbers(0), labels = call.Numbers(1), lossGradient = call.Numbers(2);
        Span<T> logitGradient = call.Numbers(3);
        for (int index = 0; index < call.Count(0); index++)
        {
            T sigmoid = T.One / (T.One + T.Exp(-logits[index]));
            logitGradient[index] = lossGradient[index] * (sigmoid - labels[index]);
        }
    }
}
