using System.Numerics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>Layer norm.</summary>
internal static class LayerNormKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.LayerNorm, LayerNorm),
        new(KernelCatalog.AddLayerNorm, AddLayerNorm),
        new(KernelCatalog.LayerNormBackward, LayerNormBackward),
    ];

    private static void LayerNorm(HostCall<T> call)
    {
        ReadOnlySpan<T> input = call.Numbers(0), gain = call.Numbers(1), bias = call.Numbers(2);
        Span<T> output = call.Numbers(3), statistics = call.Numbers(4);
        Normalize(call, input, gain, bias, output, statistics);
    }

    private static void AddLayerNorm(HostCall<T> call)
    {
        ReadOnlySpan<T> input = call.Numbers(0), residual = call.Numbers(1), gain = call.Numbers(2), bias = call.Numbers(3);
        Span<T> output = call.Numbers(5), sum = call.Numbers(6), statistics = call.Numbers(7);
        int columns = call.Count(1), count = call.Count(0) * columns, elementsPerSequence = call.Count(3) * columns;
        DropoutFactors<T> factors = new(call.Scalars, call.Word(4), call.Number(5), call.Word(6));
        for (int index = 0; index < count; index++)
        {
            T factor = call.Has(0) ? factors.OfElement(index, elementsPerSequence) : T.One;
            sum[index] = call.Stored(6, residual[index] + call.Computed(6, factor * input[index]));
        }

        Normalize(call, sum, gain, bias, output, statistics);
    }

    private static void Normalize(
        HostCall<T> call, ReadOnlySpan<T> input, ReadOnlySpan<T> gain, ReadOnlySpan<T> bias, Span<T> output, Span<T> statistics)
    {
        int rows = call.Count(0), columns = call.Count(1);
        T epsilon = call.Number(2), count = T.CreateTruncating(columns);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> inputRow = input.Slice(row * columns, columns);
            Span<T> outputRow = output.Slice(row * columns, columns);
            T sum = T.Zero, squareSum = T.Zero;
            foreach (T value in inputRow)
                sum += value;
            T mean = sum / count;
            foreach (T value in inputRow)
                squareSum += (value - mean) * (value - mean);
            T reciprocalDeviation = T.One / T.Sqrt((squareSum / count) + epsilon);

            for (int column = 0; column < columns; column++)
                outputRow[column] = ((inputRow[column] - mean) * reciprocalDeviation * gain[column]) + bias[column];
            statistics[2 * row] = mean;
            statistics[(2 * row) + 1] = reciprocalDeviation;
        }
    }

    private static void LayerNormBackward(HostCall<T> call)
    {
        ReadOnlySpan<T> input = call.Numbers(0), statistics = call.Numbers(1), gain = call.Numbers(2), outputGradient = call.Numbers(3);
        Span<T> inputGradient = call.Numbers(5), droppedGradient = call.Numbers(6);
        int rows = call.Count(0), columns = call.Count(1), elementsPerSequence = call.Count(2) * columns;
        DropoutFactors<T> factors = new(call.Scalars, call.Word(3), call.Number(4), call.Word(5));
        T count = T.CreateTruncating(columns);
        for (int row = 0; row < rows; row++)
        {
            T mean = statistics[2 * row], reciprocalDeviation = statistics[(2 * row) + 1];
            T gradientSum = T.Zero, projectionSum = T.Zero;
            for (int column = 0; column < columns; column++)
            {
                int index = (row * columns) + column;
                T gradient = outputGradient[index] * gain[column];
                gradientSum += gradient;
                projectionSum += gradient * ((input[index] - mean) * reciprocalDeviation);
            }

            for (int column = 0; column < columns; column++)
            {
                int index = (row * columns) + column;
                T gradient = outputGradient[index] * gain[column], normalized = (input[index] - mean) * reciprocalDeviation;
                inputGradient[index] = reciprocalDeviation * (gradient - (gradientSum / count) - (normalized * (projectionSum / count)));
                if (call.Has(0))
                    droppedGradient[index] = factors.OfElement(index, elementsPerSequence) * inputGradient[index];
            }
        }
    }
}
