using System.Numerics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>The gradient norm and the update.</summary>
internal static class OptimizerKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.SquareSums, SquareSums),
        new(KernelCatalog.GradientNorm, GradientNorm),
        new(KernelCatalog.Adam, Adam),
    ];

    private static void SquareSums(HostCall<T> call)
    {
        ReadOnlySpan<T> values = call.Numbers(0);
        Span<T> partials = call.Numbers(1);
        int count = call.Count(0), blocks = call.Count(1);
        partials.Clear();
        for (int index = 0; index < count; index++)
            partials[index / 4 % blocks] += values[index] * values[index];
    }

    private static void GradientNorm(HostCall<T> call)
    {
        ReadOnlySpan<T> partials = call.Numbers(0);
        Span<T> norm = call.Numbers(2);
        T unscale = T.ScaleB(T.One, -(int)call.Scalars.LossScaleExponent);
        T clipNorm = call.Number(1), squareSum = T.Zero;
        foreach (T partial in partials[..call.Count(0)])
            squareSum += partial;
        T length = T.Sqrt(squareSum) * unscale;
        norm[0] = length;
        norm[1] = (length > clipNorm ? clipNorm / length : T.One) * unscale;
        norm[2] = T.IsFinite(length) ? T.One : T.Zero;
        norm[3] = T.Zero;
    }

    private static void Adam(HostCall<T> call)
    {
        Span<T> parameters = call.Numbers(0), firstMoments = call.Numbers(2), secondMoments = call.Numbers(3);
        ReadOnlySpan<T> gradients = call.Numbers(1), norm = call.Numbers(4);
        T beta1 = call.Number(1), beta2 = call.Number(2), epsilon = call.Number(3), decay = call.Number(4);
        T rate = T.CreateTruncating(call.Scalars.LearningRate), clipScale = norm[1];
        bool isFinite = norm[2] != T.Zero;
        if (!isFinite)
            return;

        for (int index = 0; index < call.Count(0); index++)
        {
            T gradient = gradients[index] * clipScale;
            T first = (beta1 * firstMoments[index]) + ((T.One - beta1) * gradient);
            T second = (beta2 * secondMoments[index]) + ((T.One - beta2) * gradient * gradient);
            T weight = parameters[index];
            firstMoments[index] = first;
            secondMoments[index] = second;
            parameters[index] = weight - (rate * ((first / (T.Sqrt(second) + epsilon)) + (decay * weight)));
        }
    }
}
