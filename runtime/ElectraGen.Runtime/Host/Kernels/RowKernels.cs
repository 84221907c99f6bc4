using System.Numerics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>Rows that are reduced: layer norm and softmax.</summary>
internal static class RowKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.LayerNorm, LayerNorm),
        new(KernelCatalog.AddLayerNorm, AddLayerNorm),
        new(KernelCatalog.LayerNormBackward, LayerNormBackward),
        new(KernelCatalog.Softmax, Softmax),
        new(KernelCatalog.SoftmaxBackward, SoftmaxBackward),
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
        Span<T> output = call.Numbers(4), sum = call.Numbers(5), statistics = call.Numbers(6);
        int count = call.Count(0) * call.Count(1);
        for (int index = 0; index < count; index++)
            sum[index] = call.Stored(5, input[index] + residual[index]);
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
        Span<T> inputGradient = call.Numbers(4);
        int rows = call.Count(0), columns = call.Count(1);
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
            }
        }
    }

    private static void Softmax(HostCall<T> call)
    {
        ReadOnlySpan<T> scores = call.Numbers(0);
        ReadOnlySpan<int> attentionMask = call.Integers(1);
        Span<T> probabilities = call.Numbers(2);
        int rows = call.Count(0), columns = call.Count(1), rowsPerSequence = call.Count(2);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> scoreRow = scores.Slice(row * columns, columns);
            Span<T> probabilityRow = probabilities.Slice(row * columns, columns);
            ReadOnlySpan<int> maskRow = attentionMask.Slice(row / rowsPerSequence * columns, columns);
            T largest = T.NegativeInfinity, sum = T.Zero;
            for (int column = 0; column < columns; column++)
            {
                if (maskRow[column] != 0)
                    largest = T.Max(largest, scoreRow[column]);
            }

            for (int column = 0; column < columns; column++)
            {
                T weight = maskRow[column] != 0 ? T.Exp(scoreRow[column] - largest) : T.Zero;
                probabilityRow[column] = weight;
                sum += weight;
            }

            // A row without a column to attend to is already 0, and its sum too
            for (int column = 0; column < columns; column++)
            {
                if (maskRow[column] != 0)
                    probabilityRow[column] /= sum;
            }
        }
    }

    private static void SoftmaxBackward(HostCall<T> call)
    {
        ReadOnlySpan<T> probabilities = call.Numbers(0), probabilityGradient = call.Numbers(1);
        Span<T> scoreGradient = call.Numbers(2);
        int rows = call.Count(0), columns = call.Count(1);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> probabilityRow = probabilities.Slice(row * columns, columns);
            ReadOnlySpan<T> gradientRow = probabilityGradient.Slice(row * columns, columns);
            T expectation = VectorLoops<T>.Dot(probabilityRow, gradientRow);
            for (int column = 0; column < columns; column++)
                scoreGradient[(row * columns) + column] = probabilityRow[column] * (gradientRow[column] - expectation);
        }
    }
}
