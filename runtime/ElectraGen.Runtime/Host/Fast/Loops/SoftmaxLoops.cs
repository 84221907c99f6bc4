using System.Numerics;
using System.Runtime.InteropServices;
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
        Span<float> probabilities = call.Numbers(3);
        int columns = call.Count(1);
        DropoutVectors dropout = DropoutOf(call);
        Range rows = call.Part.ShareOf(call.Count(0));
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            Span<float> probabilityRow = probabilities.Slice(row * columns, columns);
            float factor = Exponentials(scores.Slice(row * columns, columns), MaskOf(row, call), probabilityRow);
            dropout.Keep(Draw(dropout, row, call), factor, probabilityRow, probabilityRow);
        }
    }

    private static void SoftmaxBackward(HostCall<float> call)
    {
        ReadOnlySpan<float> scores = call.Numbers(0), probabilityGradient = call.Numbers(2);
        Span<float> probabilities = call.Numbers(4), scoreGradient = call.Numbers(5);
        int columns = call.Count(1);
        DropoutVectors dropout = DropoutOf(call);
        Range rows = call.Part.ShareOf(call.Count(0));
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            Span<float> probabilityRow = probabilities.Slice(row * columns, columns), gradientRow = scoreGradient.Slice(row * columns, columns);
            ReadOnlySpan<uint> words = Draw(dropout, row, call);
            float factor = Exponentials(scores.Slice(row * columns, columns), MaskOf(row, call), probabilityRow);
            dropout.Keep(words, factor: 1, probabilityGradient.Slice(row * columns, columns), gradientRow);
            float expectation = factor * VectorSums.Sum(default(Product), probabilityRow, gradientRow);
            VectorMap.Apply(new ScoreGradient(factor, expectation), probabilityRow, gradientRow, gradientRow);
            dropout.Keep(words, factor, probabilityRow, probabilityRow);
        }
    }

    /// <summary>to = exponentials in proportion to the softmax, in place; the result is what they have to be multiplied by.</summary>
    private static float Exponentials(ReadOnlySpan<float> scores, ReadOnlySpan<int> mask, Span<float> to)
    {
        MaskOut(scores, mask, to);
        float largest = VectorSums.Max(to);
        if (largest == float.NegativeInfinity)
        {
            // Nothing to attend to
            to.Clear();
            return 0;
        }

        VectorMap.Apply(new ScaledExponential(scale: 1, largest), to, to);
        return 1 / VectorSums.Sum(default(Left), to, to);
    }

    /// <summary>to = the scores, −∞ where they do not count.</summary>
    private static void MaskOut(ReadOnlySpan<float> scores, ReadOnlySpan<int> mask, Span<float> to)
    {
        ReadOnlySpan<Vector<float>> scoreVectors = MemoryMarshal.Cast<float, Vector<float>>(scores);
        ReadOnlySpan<Vector<int>> maskVectors = MemoryMarshal.Cast<int, Vector<int>>(mask);
        Span<Vector<float>> results = MemoryMarshal.Cast<float, Vector<float>>(to);
        Vector<float> lowest = new(float.NegativeInfinity);
        for (int index = 0; index < scoreVectors.Length; index++)
            results[index] = Vector.ConditionalSelect(Vector.Equals(maskVectors[index], Vector<int>.Zero), lowest, scoreVectors[index]);
        for (int index = scoreVectors.Length * Vector<float>.Count; index < scores.Length; index++)
            to[index] = mask[index] == 0 ? float.NegativeInfinity : scores[index];
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

    /// <summary>factor · left · (right − expectation).</summary>
    private readonly struct ScoreGradient(float factor, float expectation) : IVectorFunction
    {
        public Vector<float> Of(Vector<float> left, Vector<float> right) => factor * left * (right - new Vector<float>(expectation));
    }
}
