using System.Numerics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>Element-wise work.</summary>
internal static class ElementKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.Fill, Fill),
        new(KernelCatalog.Copy, Copy),
        new(KernelCatalog.ScaledSum, ScaledSum),
        new(KernelCatalog.Multiply, Multiply),
        new(KernelCatalog.Exponential, Exponential),
        new(KernelCatalog.Dropout, Dropout),
    ];

    private static void Fill(HostCall<T> call)
    {
        int count = call.Count(0);
        if (call.IsInteger(0))
            call.Integers(0)[..count].Fill((int)call.Word(1));
        else
            call.Numbers(0)[..count].Fill(call.Number(1));
    }

    private static void Copy(HostCall<T> call)
    {
        int count = call.Count(0);
        if (call.IsInteger(0))
            call.Integers(0)[..count].CopyTo(call.Integers(1));
        else
            call.Numbers(0)[..count].CopyTo(call.Numbers(1));
    }

    private static void ScaledSum(HostCall<T> call)
    {
        ReadOnlySpan<T> left = call.Numbers(0), right = call.Numbers(1);
        Span<T> output = call.Numbers(2);
        T leftScale = call.Number(1), rightScale = call.Number(2);
        bool hasRight = call.Has(0);
        for (int index = 0; index < call.Count(0); index++)
            output[index] = (leftScale * left[index]) + (hasRight ? rightScale * right[index] : T.Zero);
    }

    private static void Multiply(HostCall<T> call)
    {
        ReadOnlySpan<T> left = call.Numbers(0), right = call.Numbers(1);
        Span<T> output = call.Numbers(2);
        for (int index = 0; index < call.Count(0); index++)
            output[index] = left[index] * right[index];
    }

    private static void Exponential(HostCall<T> call)
    {
        ReadOnlySpan<T> input = call.Numbers(0);
        Span<T> output = call.Numbers(1);
        for (int index = 0; index < call.Count(0); index++)
            output[index] = T.Exp(input[index]);
    }

    private static void Dropout(HostCall<T> call)
    {
        ReadOnlySpan<T> input = call.Numbers(0);
        Span<T> output = call.Numbers(1);
        int sequences = call.Count(0), elementsPerSequence = call.Count(1);
        DropoutFactors<T> factors = new(call.Scalars, call.Word(2), call.Number(3), call.Word(4));
        for (int index = 0; index < sequences * elementsPerSequence; index++)
            output[index] = factors.OfElement(index, elementsPerSequence) * input[index];
    }
}
