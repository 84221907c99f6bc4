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
        ReadOnlySpan<int> attentionMask = call.Integers(1);
        Span<float> probabilities = call.Numbers(2);
        int columns = call.Count(1), rowsPerSequence = call.Count(2);
        Range rows = call.Part.ShareOf(call.Count(0));
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            Span<float> probabilityRow = probabilities.Slice(row * columns, columns);
            MaskOut(scores.Slice(row * columns, columns), attentionMask.Slice(row / rowsPerSequence * columns, columns), probabilityRow);
            float largest = VectorSums.Max(probabilityRow);
            if (largest == float.NegativeInfinity)
            {
                // Nothing to attend to
                probabilityRow.Clear();
                continue;
            }

            VectorMap.Apply(new ScaledExponential(scale: 1, largest), probabilityRow, probabilityRow);
            float sum = VectorSums.Sum(default(Left), probabilityRow, probabilityRow);
            VectorMap.Apply(new Scaled(1 / sum), probabilityRow, probabilityRow);
        }
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

    private static void SoftmaxBackward(HostCall<float> call)
    {
        ReadOnlySpan<float> probabilities = call.Numbers(0), probabilityGradient = call.Numbers(1);
        Span<float> scoreGradient = call.Numbers(2);
        int columns = call.Count(1);
        Range rows = call.Part.ShareOf(call.Count(0));
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            ReadOnlySpan<float> probabilityRow = probabilities.Slice(row * columns, columns);
            ReadOnlySpan<float> gradientRow = probabilityGradient.Slice(row * columns, columns);
            float expectation = VectorSums.Sum(default(Product), probabilityRow, gradientRow);
            VectorMap.Apply(new ScoreGradient(expectation), probabilityRow, gradientRow, scoreGradient.Slice(row * columns, columns));
        }
    }

    /// <summary>left · (right − expectation).</summary>
    private readonly struct ScoreGradient(float expectation) : IVectorFunction
    {
        public Vector<float> Of(Vector<float> left, Vector<float> right) => left * (right - new Vector<float>(expectation));
    }
}
