using System.Numerics;
using System.Runtime.InteropServices;
using ElectraGen.Runtime.Randomness;

namespace ElectraGen.Runtime.Host.Fast.Vectors;

/// <summary><see cref="Gumbel"/> noise, a vector at a time.</summary>
internal static class GumbelVectors
{
    /// <summary>
    /// The column of the largest inverseTemperature · logit + the noise of its word, and this value as the new <paramref name="best"/>;
    /// −1 if none is larger than the old one. The first of equals wins, and a forbidden column never does.
    /// </summary>
    public static int Largest(ReadOnlySpan<float> logits, float inverseTemperature, ReadOnlySpan<uint> words, int forbidden, ref float best)
    {
        ReadOnlySpan<Vector<float>> logitVectors = MemoryMarshal.Cast<float, Vector<float>>(logits);
        ReadOnlySpan<Vector<uint>> wordVectors = MemoryMarshal.Cast<uint, Vector<uint>>(words)[..logitVectors.Length];
        float largest = inverseTemperature * VectorSums.Max(logits);
        int found = -1;
        Vector<uint> largestWord = new(LargestWinner(largest, best));
        for (int index = 0; index < wordVectors.Length; index++)
        {
            // Nearly all words are too large to win
            if (!Vector.LessThanOrEqualAny(wordVectors[index], largestWord))
                continue;
            Vector<float> perturbed = (inverseTemperature * logitVectors[index]) + FromWords(wordVectors[index]);
            for (int lane = 0; lane < Vector<float>.Count; lane++)
                Compete((index * Vector<float>.Count) + lane, perturbed[lane], forbidden, ref found, ref best);
            largestWord = new(LargestWinner(largest, best));
        }

        for (int column = logitVectors.Length * Vector<float>.Count; column < logits.Length; column++)
            Compete(column, (inverseTemperature * logits[column]) + FromWords(new Vector<uint>(words[column]))[0], forbidden, ref found, ref best);
        return found;
    }

    private static void Compete(int column, float perturbed, int forbidden, ref int found, ref float best)
    {
        if (perturbed > best && column != forbidden)
            (found, best) = (column, perturbed);
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
