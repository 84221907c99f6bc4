using System.Numerics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>From ids and positions to rows, and back.</summary>
internal static class TableKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.Embed, Embed),
        new(KernelCatalog.SegmentGradientPartials, SegmentGradientPartials),
        new(KernelCatalog.TableGradient, TableGradient),
        new(KernelCatalog.GatherRows, GatherRows),
        new(KernelCatalog.ScatterRows, ScatterRows),
        new(KernelCatalog.Rotate, Rotate),
    ];

    private static void Embed(HostCall<T> call)
    {
        ReadOnlySpan<int> tokenIds = call.Integers(0), segmentIds = call.Integers(1);
        ReadOnlySpan<T> words = call.Numbers(2), positions = call.Numbers(3), segments = call.Numbers(4);
        Span<T> output = call.Numbers(5);
        int tokens = call.Count(0), length = call.Count(1), width = call.Count(2);
        bool hasPositions = call.Has(0);
        for (int token = 0; token < tokens; token++)
        {
            int word = tokenIds[token] * width, position = token % length * width, segment = segmentIds[token] * width;
            for (int column = 0; column < width; column++)
            {
                T sum = words[word + column] + segments[segment + column];
                output[(token * width) + column] = hasPositions ? sum + positions[position + column] : sum;
            }
        }
    }

    private static void SegmentGradientPartials(HostCall<T> call)
    {
        ReadOnlySpan<int> segmentIds = call.Integers(0);
        ReadOnlySpan<T> outputGradient = call.Numbers(1);
        Span<T> partials = call.Numbers(2);
        int tokens = call.Count(0), columns = call.Count(1), rowsPerBlock = call.Count(2);
        partials.Clear();
        for (int token = 0; token < tokens; token++)
        {
            int partialRow = (token / rowsPerBlock * 2) + segmentIds[token];
            for (int column = 0; column < columns; column++)
                partials[(partialRow * columns) + column] += outputGradient[(token * columns) + column];
        }
    }

    private static void TableGradient(HostCall<T> call)
    {
        ReadOnlySpan<int> tokenIds = call.Integers(0), order = call.Integers(1);
        ReadOnlySpan<T> outputGradient = call.Numbers(2);
        Span<T> tableGradient = call.Numbers(3);
        int firstPlace = call.Count(0), endPlace = call.Count(1), columns = call.Count(2);
        foreach (int token in order[firstPlace..endPlace])
        {
            for (int column = 0; column < columns; column++)
                tableGradient[(tokenIds[token] * columns) + column] += outputGradient[(token * columns) + column];
        }
    }

    private static void GatherRows(HostCall<T> call)
    {
        ReadOnlySpan<T> source = call.Numbers(0);
        ReadOnlySpan<int> positions = call.Integers(1);
        Span<T> output = call.Numbers(2);
        int rows = call.Count(0), rowsPerSequence = call.Count(1), length = call.Count(2), columns = call.Count(3);
        for (int row = 0; row < rows; row++)
        {
            Span<T> outputRow = output.Slice(row * columns, columns);
            int sourceRow = (row / rowsPerSequence * length) + positions[row];
            if (positions[row] < 0)
                outputRow.Clear();
            else
                source.Slice(sourceRow * columns, columns).CopyTo(outputRow);
        }
    }

    private static void ScatterRows(HostCall<T> call)
    {
        ReadOnlySpan<T> source = call.Numbers(0);
        ReadOnlySpan<int> positions = call.Integers(1);
        Span<T> output = call.Numbers(2);
        int tokens = call.Count(0), rowsPerSequence = call.Count(1), length = call.Count(2), columns = call.Count(3);
        output[..(tokens * columns)].Clear();
        for (int row = 0; row < tokens / length * rowsPerSequence; row++)
        {
            int token = (row / rowsPerSequence * length) + positions[row];
            for (int column = 0; column < columns && positions[row] >= 0; column++)
                output[(token * columns) + column] += source[(row * columns) + column];
        }
    }

    private static void Rotate(HostCall<T> call)
    {
        ReadOnlySpan<T> input = call.Numbers(0), sinusoids = call.Numbers(1);
        Span<T> output = call.Numbers(2);
        int tokens = call.Count(0), length = call.Count(1), width = call.Count(2), turned = call.Count(3), headSize = call.Count(4);
        bool isInverse = call.Has(0);
        for (int token = 0; token < tokens; token++)
        {
            for (int column = 0; column < width; column += 2)
            {
                int angle = (token % length * headSize) + (column % headSize), index = (token * width) + column;
                T sine = isInverse ? -sinusoids[angle] : sinusoids[angle], cosine = sinusoids[angle + 1];
                (T left, T right) = (input[index], input[index + 1]);
                if (column >= turned)
                    (sine, cosine) = (T.Zero, T.One);
                output[index] = (cosine * left) - (sine * right);
                output[index + 1] = (sine * left) + (cosine * right);
            }
        }
    }
}
