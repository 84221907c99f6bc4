using System.Numerics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>Attention probabilities, and dropout of them.</summary>
internal static class SoftmaxKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.Softmax, Softmax),
        new(KernelCatalog.SoftmaxBackward, SoftmaxBackward),
    ];

    private static void Softmax(HostCall<T> call)
    {
        ReadOnlySpan<T> scores = call.Numbers(0);
        Span<T> logSumExp = call.Numbers(3), probabilities = call.Numbers(4);
        int rows = call.Count(0), columns = call.Count(1);
        for (int row = 0; row < rows; row++)
        {
            Span<T> probabilityRow = probabilities.Slice(row * columns, columns);
            logSumExp[row] = Normalize(scores.Slice(row * columns, columns), MaskOf(row, call), probabilityRow);
            for (int column = 0; column < columns; column++)
                probabilityRow[column] *= DropoutFactor(row, column, call);
        }
    }

    private static void SoftmaxBackward(HostCall<T> call)
    {
        ReadOnlySpan<T> scores = call.Numbers(0), logSumExp = call.Numbers(2), probabilityGradient = call.Numbers(3);
        Span<T> probabilities = call.Numbers(5), scoreGradient = call.Numbers(6);
        int rows = call.Count(0), columns = call.Count(1);
        for (int row = 0; row < rows; row++)
        {
            Span<T> probabilityRow = probabilities.Slice(row * columns, columns), gradientRow = scoreGradient.Slice(row * columns, columns);
            Exponentials(scores.Slice(row * columns, columns), MaskOf(row, call), logSumExp[row], probabilityRow);
            probabilityGradient.Slice(row * columns, columns).CopyTo(gradientRow);
            T expectation = T.Zero;
            for (int column = 0; column < columns; column++)
            {
                gradientRow[column] *= DropoutFactor(row, column, call);
                expectation += probabilityRow[column] * gradientRow[column];
            }

            for (int column = 0; column < columns; column++)
            {
                gradientRow[column] = probabilityRow[column] * (gradientRow[column] - expectation);
                probabilityRow[column] *= DropoutFactor(row, column, call);
            }
        }
    }

    /// <summary>probabilities = softmax of the scores where the mask is not 0, else 0; in place.</summary>
    /// <returns>log Σ exp(scores) where the mask is not 0; 0 where it is throughout.</returns>
    public static T Normalize(ReadOnlySpan<T> scores, ReadOnlySpan<int> mask, Span<T> probabilities)
    {
        T largest = T.NegativeInfinity, sum = T.Zero;
        for (int column = 0; column < scores.Length; column++)
        {
            if (mask[column] != 0)
                largest = T.Max(largest, scores[column]);
        }

        for (int column = 0; column < scores.Length; column++)
        {
            probabilities[column] = mask[column] != 0 ? T.Exp(scores[column] - largest) : T.Zero;
            sum += probabilities[column];
        }

        // A row without a column to attend to is already 0, and its sum too
        for (int column = 0; column < scores.Length; column++)
        {
            if (mask[column] != 0)
                probabilities[column] /= sum;
        }

        return sum == T.Zero ? T.Zero : largest + T.Log(sum);
    }

    /// <summary>probabilities = exp(scores − logSumExp) where the mask is not 0, else 0; in place.</summary>
    public static void Exponentials(ReadOnlySpan<T> scores, ReadOnlySpan<int> mask, T logSumExp, Span<T> probabilities)
    {
        for (int column = 0; column < scores.Length; column++)
            probabilities[column] = mask[column] != 0 ? T.Exp(scores[column] - logSumExp) : T.Zero;
    }

    private static ReadOnlySpan<int> MaskOf(int row, HostCall<T> call)
    {
        int columns = call.Count(1), rowsPerSequence = call.Count(2);
        return call.Integers(1).Slice(row / rowsPerSequence * columns, columns);
    }

    private static T DropoutFactor(int row, int column, HostCall<T> call)
    {
        (int sequence, int rowOfSequence) = Math.DivRem(row, call.Count(2));
        return call.Has(0)
            ? new DropoutFactors<T>(call.Scalars, call.Word(3), call.Number(4), call.Word(5)).Of(sequence, (rowOfSequence * call.Count(1)) + column)
            : T.One;
    }
}
