using System.Numerics;
using System.Runtime.InteropServices;

namespace ElectraGen.Runtime.Host.Fast.Vectors;

/// <summary>A row of attention probabilities, forward and backward.</summary>
internal static class SoftmaxVectors
{
    /// <summary>to = exponentials in proportion to the softmax of the scores that the mask admits, in place.</summary>
    /// <returns>What they have to be multiplied by, and log Σ exp(scores); both 0 where nothing is admitted.</returns>
    public static (float Factor, float LogSumExp) Exponentials(ReadOnlySpan<float> scores, ReadOnlySpan<int> mask, Span<float> to)
    {
        MaskOut(scores, mask, to);
        float largest = VectorSums.Max(to);
        if (largest == float.NegativeInfinity)
        {
            // Nothing to attend to
            to.Clear();
            return (0, 0);
        }

        VectorMap.Apply(new ScaledExponential(scale: 1, largest), to, to);
        float sum = VectorSums.Sum(default(Left), to, to);
        return (1 / sum, largest + MathF.Log(sum));
    }

    /// <summary>probabilities = exp(scores − logSumExp) where the mask admits them, else 0; in place.</summary>
    public static void Probabilities(ReadOnlySpan<float> scores, ReadOnlySpan<int> mask, float logSumExp, Span<float> probabilities)
    {
        MaskOut(scores, mask, probabilities);
        VectorMap.Apply(new ScaledExponential(scale: 1, logSumExp), probabilities, probabilities);
    }

    /// <summary>
    /// scoreGradient = p · (m g − Σ p m g), where it held g, the gradient of m p; and probabilities = m p, where they were p. m is what
    /// dropout multiplies by.
    /// </summary>
    public static void Backward(DropoutVectors dropout, ReadOnlySpan<uint> words, Span<float> probabilities, Span<float> scoreGradient)
    {
        dropout.Keep(words, factor: 1, scoreGradient, scoreGradient);
        float expectation = VectorSums.Sum(default(Product), probabilities, scoreGradient);
        VectorMap.Apply(new BesideExpectation(expectation), probabilities, scoreGradient, scoreGradient);
        dropout.Keep(words, factor: 1, probabilities, probabilities);
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

    /// <summary>left · (right − expectation).</summary>
    private readonly struct BesideExpectation(float expectation) : IVectorFunction
    {
        public Vector<float> Of(Vector<float> left, Vector<float> right) => left * (right - new Vector<float>(expectation));
    }
}
