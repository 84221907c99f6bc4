using System.Numerics;
using System.Runtime.InteropServices;
using ElectraGen.Runtime.Randomness;

namespace ElectraGen.Runtime.Host.Fast.Vectors;

/// <summary><see cref="Gumbel"/> noise, a vector at a time.</summary>
internal static class GumbelVectors
{
    /// <summary>
    /// to = inverseTemperature · logits + the noise of the words, or −∞ where that is sure to be below <paramref name="best"/>.
    /// </summary>
    public static void Perturb(ReadOnlySpan<float> logits, float inverseTemperature, ReadOnlySpan<uint> words, float best, Span<float> to)
    {
        ReadOnlySpan<Vector<float>> logitVectors = MemoryMarshal.Cast<float, Vector<float>>(logits);
        ReadOnlySpan<Vector<uint>> wordVectors = MemoryMarshal.Cast<uint, Vector<uint>>(words);
        Span<Vector<float>> results = MemoryMarshal.Cast<float, Vector<float>>(to);
        Vector<uint> largestWord = new(LargestWinner(inverseTemperature * VectorSums.Max(logits), best));
        for (int index = 0; index < logitVectors.Length; index++)
        {
            results[index] = Vector.LessThanOrEqualAny(wordVectors[index], largestWord)
                ? (inverseTemperature * logitVectors[index]) + FromWords(wordVectors[index])
                : new Vector<float>(float.NegativeInfinity);
        }

        for (int index = logitVectors.Length * Vector<float>.Count; index < logits.Length; index++)
            to[index] = (inverseTemperature * logits[index]) + FromWords(new Vector<uint>(words[index]))[0];
    }

    /// <summary>
    /// The largest word whose noise may lift the largest logit to the best one. Noise is below −log(u), so u has to be below
    /// exp(largest − best); a thousandth more covers all rounding.
    /// </summary>
    private static uint LargestWinner(float largest, float best)
    {
        double bound = Math.Exp((double)largest - best) * 1.001 / Gumbel.WordUnit;

        // Not a number leaves nothing out
        return bound < uint.MaxValue ? (uint)bound : uint.MaxValue;
    }

    /// <summary>−log(−log1p(−u)), u as <see cref="Gumbel.FromWord"/> has it.</summary>
    private static Vector<float> FromWords(Vector<uint> words)
    {
        Vector<float> uniform = (Vector.ConvertToSingle(words) + new Vector<float>(0.5f)) * (float)Gumbel.WordUnit;
        Vector<float> bounded = Vector.Min(uniform, new Vector<float>((float)Gumbel.LargestUniform));

        // log1p without the loss that 1 − u has for a small u: the rounding of the difference cancels in the quotient
        Vector<float> rest = Vector<float>.One - bounded;
        Vector<float> exponential = Vector.ConditionalSelect(
            Vector.Equals(rest, Vector<float>.One), bounded, -Vector.Log(rest) * (bounded / (Vector<float>.One - rest)));
        return -Vector.Log(exponential);
    }
}
