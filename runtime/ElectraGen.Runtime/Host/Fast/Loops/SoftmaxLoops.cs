using ElectraGen.Runtime.Host.Fast.Vectors;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Fast.Loops;

/// <summary>Attention probabilities, row by row.</summary>
internal static class SoftmaxLoops
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernelCut<float>>> All =>
    [
        new(KernelCatalog.Softmax, ElementCuts.Cut(Softmax, 0, 1)),
        new(KernelCatalog.SoftmaxBackward, ElementCuts.Cut(SoftmaxBackward, 0, 1)),
    ];

    private static void Softmax(HostCall<float> call)
    {
        ReadOnlySpan<float> scores = call.Numbers(0);
        Span<float> logSumExp = call.Numbers(3), probabilities = call.Numbers(4);
        int columns = call.Count(1);
        DropoutVectors dropout = DropoutOf(call);
        Range rows = call.Part.ShareOf(call.Count(0));
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            Span<float> probabilityRow = probabilities.Slice(row * columns, columns);
            (float factor, logSumExp[row]) = SoftmaxVectors.Exponentials(scores.Slice(row * columns, columns), MaskOf(row, call), probabilityRow);
            dropout.Keep(Draw(dropout, row, call), factor, probabilityRow, probabilityRow);
        }
    }

    private static void SoftmaxBackward(HostCall<float> call)
    {
        ReadOnlySpan<float> scores = call.Numbers(0), logSumExp = call.Numbers(2), probabilityGradient = call.Numbers(3);
        Span<float> probabilities = call.Numbers(5), scoreGradient = call.Numbers(6);
        int columns = call.Count(1);
        DropoutVectors dropout = DropoutOf(call);
        Range rows = call.Part.ShareOf(call.Count(0));
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            Span<float> probabilityRow = probabilities.Slice(row * columns, columns), gradientRow = scoreGradient.Slice(row * columns, columns);
            SoftmaxVectors.Probabilities(scores.Slice(row * columns, columns), MaskOf(row, call), logSumExp[row], probabilityRow);
            probabilityGradient.Slice(row * columns, columns).CopyTo(gradientRow);
            SoftmaxVectors.Backward(dropout, Draw(dropout, row, call), probabilityRow, gradientRow);
        }
    }

    private static ReadOnlySpan<int> MaskOf(int row, HostCall<float> call) =>
        call.Integers(1).Slice(row / call.Count(2) * call.Count(1), call.Count(1));

    /// <summary>Without dropout, as if it were switched off.</summary>
    private static DropoutVectors DropoutOf(HostCall<float> call) =>
        new(call.Has(0) ? call.Scalars : default, call.Word(3), call.Number(4), call.Word(5));

    private static ReadOnlySpan<uint> Draw(DropoutVectors dropout, int row, HostCall<float> call)
    {
        (int sequence, int rowOfSequence) = Math.DivRem(row, call.Count(2));
        return dropout.Draw(sequence, rowOfSequence * call.Count(1), call.Count(1), call.Part.Memory);
    }
}
