using System.Numerics;
using ElectraGen.Runtime.Host;

namespace ElectraGen.Runtime.Randomness;

/// <summary>Gumbel noise from random words: the largest of logits with such noise is a sample of their softmax.</summary>
public static class Gumbel
{
    /// <summary>2⁻³².</summary>
    internal const double WordUnit = 1.0 / 4294967296.0;

    /// <summary>1 − 2⁻²⁴, the largest float below 1.</summary>
    internal const double LargestUniform = 1 - (1.0 / 16777216.0);

    /// <summary>
    /// −log(−log1p(−u)) with u = (word + ½) · 2⁻³², at most 1 − 2⁻²⁴. The large values, which win, come from u near 0, where a float
    /// still tells all words apart.
    /// </summary>
    public static T FromWord<T>(uint word)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T uniform = (T.CreateTruncating(word) + T.CreateTruncating(0.5)) * T.CreateTruncating(WordUnit);
        T bounded = T.Min(uniform, T.CreateTruncating(LargestUniform));
        return -T.Log(-Logarithms.LogOnePlus(-bounded));
    }
}
