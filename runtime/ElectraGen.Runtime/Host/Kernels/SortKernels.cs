using System.Numerics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>One pass of the stable sort by id.</summary>
internal static class SortKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int DigitMask = 255;

    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.SortCount, SortCount),
        new(KernelCatalog.SortScan, SortScan),
        new(KernelCatalog.SortScatter, SortScatter),
    ];

    private static void SortCount(HostCall<T> call)
    {
        ReadOnlySpan<int> tokenIds = call.Integers(0), order = call.Integers(1);
        Span<int> counts = call.Integers(2);
        int sequences = call.Count(0), length = call.Count(1), shift = call.Count(2);
        bool isFirst = call.Has(0);
        counts.Clear();
        for (int place = 0; place < sequences * length; place++)
        {
            int token = isFirst ? place : order[place];
            int digit = (tokenIds[token] >> shift) & DigitMask;
            counts[(digit * sequences) + (place / length)]++;
        }
    }

    private static void SortScan(HostCall<T> call)
    {
        Span<int> counts = call.Integers(0);
        int sum = 0;
        for (int index = 0; index < call.Count(0); index++)
        {
            int count = counts[index];
            counts[index] = sum;
            sum += count;
        }
    }

    private static void SortScatter(HostCall<T> call)
    {
        ReadOnlySpan<int> tokenIds = call.Integers(0), order = call.Integers(1);
        Span<int> counts = call.Integers(2), sorted = call.Integers(3);
        int sequences = call.Count(0), length = call.Count(1), shift = call.Count(2);
        bool isFirst = call.Has(0);
        for (int place = 0; place < sequences * length; place++)
        {
            int token = isFirst ? place : order[place];
            int digit = (tokenIds[token] >> shift) & DigitMask;
            sorted[counts[(digit * sequences) + (place / length)]++] = token;
        }
    }
}
