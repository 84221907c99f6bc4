using System.Numerics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>Columns that are summed over all rows: in blocks of rows first, then over the blocks.</summary>
internal static class ColumnKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.LayerNormParameterPartials, LayerNormParameterPartials),
        new(KernelCatalog.ColumnSumPartials, ColumnSumPartials),
        new(KernelCatalog.AddColumnSums, AddColumnSums),
        new(KernelCatalog.SumOverBatch, SumOverBatch),
    ];

    private static void LayerNormParameterPartials(HostCall<T> call)
    {
        ReadOnlySpan<T> input = call.Numbers(0), statistics = call.Numbers(1), outputGradient = call.Numbers(2);
        Span<T> gainPartials = call.Numbers(3), biasPartials = call.Numbers(4);
        int rows = call.Count(0), columns = call.Count(1), rowsPerBlock = call.Count(2);
        gainPartials.Clear();
        biasPartials.Clear();
        for (int row = 0; row < rows; row++)
        {
            T mean = statistics[2 * row], reciprocalDeviation = statistics[(2 * row) + 1];
            for (int column = 0; column < columns; column++)
            {
                int index = (row * columns) + column, partial = (row / rowsPerBlock * columns) + column;
                gainPartials[partial] += outputGradient[index] * ((input[index] - mean) * reciprocalDeviation);
                biasPartials[partial] += outputGradient[index];
            }
        }
    }

    private static void ColumnSumPartials(HostCall<T> call)
    {
        ReadOnlySpan<T> values = call.Numbers(0);
        Span<T> partials = call.Numbers(1);
        int rows = call.Count(0), columns = call.Count(1), rowsPerBlock = call.Count(2);
        partials.Clear();
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                partials[(row / rowsPerBlock * columns) + column] += values[(row * columns) + column];
        }
    }

    private static void AddColumnSums(HostCall<T> call) => AddRows(call.Numbers(0), call.Count(0), call.Count(1), call.Numbers(1));

    private static void SumOverBatch(HostCall<T> call) => AddRows(call.Numbers(0), call.Count(0), call.Count(1), call.Numbers(1));

    private static void AddRows(ReadOnlySpan<T> values, int rows, int columns, Span<T> sums)
    {
        for (int column = 0; column < columns; column++)
        {
            T sum = T.Zero;
            for (int row = 0; row < rows; row++)
                sum += values[(row * columns) + column];
            sums[column] += sum;
        }
    }
}
