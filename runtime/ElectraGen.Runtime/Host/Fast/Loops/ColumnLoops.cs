using ElectraGen.Runtime.Host.Fast.Vectors;
using ElectraGen.Runtime.Host.Threads;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Fast.Loops;

/// <summary>Columns that are summed over all rows: parts take blocks of rows first, then columns.</summary>
internal static class ColumnLoops
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernelCut<float>>> All =>
    [
        new(KernelCatalog.LayerNormParameterPartials, ElementCuts.Cut(LayerNormParameterPartials, 0, 1)),
        new(KernelCatalog.ColumnSumPartials, ElementCuts.Cut(ColumnSumPartials, 0, 1)),
        new(KernelCatalog.SegmentGradientPartials, ElementCuts.Cut(SegmentGradientPartials, 0, 1)),
        new(KernelCatalog.AddColumnSums, ElementCuts.Cut(AddRows, 0, 1)),
        new(KernelCatalog.SumOverBatch, ElementCuts.Cut(AddRows, 0, 1)),
    ];

    private static void LayerNormParameterPartials(HostCall<float> call)
    {
        ReadOnlySpan<float> input = call.Numbers(0), statistics = call.Numbers(1), outputGradient = call.Numbers(2);
        int columns = call.Count(1);
        Span<float> term = call.Part.Memory.Take(columns);
        Range blocks = call.Part.ShareOf(call.Count(0) / call.Count(2));
        for (int block = blocks.Start.Value; block < blocks.End.Value; block++)
        {
            Span<float> gainPartial = call.Numbers(3).Slice(block * columns, columns), biasPartial = call.Numbers(4).Slice(block * columns, columns);
            gainPartial.Clear();
            biasPartial.Clear();
            Range rows = RowsOf(block, call);
            for (int row = rows.Start.Value; row < rows.End.Value; row++)
            {
                ReadOnlySpan<float> gradientRow = outputGradient.Slice(row * columns, columns);
                NormalizedProduct product = new(statistics[2 * row], statistics[(2 * row) + 1]);
                VectorMap.Apply(product, input.Slice(row * columns, columns), gradientRow, term);
                VectorMap.Apply(default(Sum), gainPartial, term, gainPartial);
                VectorMap.Apply(default(Sum), biasPartial, gradientRow, biasPartial);
            }
        }
    }

    private static void ColumnSumPartials(HostCall<float> call)
    {
        ReadOnlySpan<float> values = call.Numbers(0);
        int columns = call.Count(1);
        Range blocks = call.Part.ShareOf(call.Count(0) / call.Count(2));
        for (int block = blocks.Start.Value; block < blocks.End.Value; block++)
        {
            Span<float> partial = call.Numbers(1).Slice(block * columns, columns);
            partial.Clear();
            Range rows = RowsOf(block, call);
            for (int row = rows.Start.Value; row < rows.End.Value; row++)
                VectorMap.Apply(default(Sum), partial, values.Slice(row * columns, columns), partial);
        }
    }

    private static void SegmentGradientPartials(HostCall<float> call)
    {
        ReadOnlySpan<int> segmentIds = call.Integers(0);
        ReadOnlySpan<float> outputGradient = call.Numbers(1);
        int columns = call.Count(1);
        Range blocks = call.Part.ShareOf(call.Count(0) / call.Count(2));
        for (int block = blocks.Start.Value; block < blocks.End.Value; block++)
        {
            Span<float> partials = call.Numbers(2).Slice(2 * block * columns, 2 * columns);
            partials.Clear();
            Range tokens = RowsOf(block, call);
            for (int token = tokens.Start.Value; token < tokens.End.Value; token++)
            {
                Span<float> partial = partials.Slice(segmentIds[token] * columns, columns);
                VectorMap.Apply(default(Sum), partial, outputGradient.Slice(token * columns, columns), partial);
            }
        }
    }

    /// <summary>sums[column] += Σ of values[row, column] over the rows.</summary>
    private static void AddRows(HostCall<float> call)
    {
        ReadOnlySpan<float> values = call.Numbers(0);
        int rows = call.Count(0), columns = call.Count(1);
        Range share = call.Part.ShareOf(columns, ElementCuts.Group);

        // As many columns at a time as the thread has memory for
        for (int first = share.Start.Value; first < share.End.Value; first += ThreadMemory.Length)
        {
            int count = Math.Min(ThreadMemory.Length, share.End.Value - first);
            Span<float> sum = call.Part.Memory.Take(count), sums = call.Numbers(1).Slice(first, count);
            sum.Clear();
            for (int row = 0; row < rows; row++)
                VectorMap.Apply(default(Sum), sum, values.Slice((row * columns) + first, count), sum);
            VectorMap.Apply(default(Sum), sums, sum, sums);
        }
    }

    /// <summary>The rows of a block; constants 0 and 2 are the rows in all and of a block.</summary>
    private static Range RowsOf(int block, HostCall<float> call)
    {
        int rowsPerBlock = call.Count(2);
        return (block * rowsPerBlock)..((block + 1) * rowsPerBlock);
    }
}
