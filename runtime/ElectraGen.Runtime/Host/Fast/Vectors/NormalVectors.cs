using System.Numerics;

namespace ElectraGen.Runtime.Host.Fast.Vectors;

/// <summary>The standard normal distribution in single precision, a vector at a time.</summary>
internal static class NormalVectors
{
    private static readonly float RootHalf = MathF.Sqrt(0.5f), DensityAtZero = 1 / MathF.Sqrt(2 * MathF.PI);

    /// <summary>Φ(x), given exp(−x² / 2).</summary>
    public static Vector<float> Cumulative(Vector<float> x, Vector<float> exponential)
    {
        // erfc(z) = t · exp(−z²) · Σ cₙ tⁿ with z = |x| / √2 and t = 2 / (2 + z): the polynomial of degree 8 whose largest relative
        // error on [0, 10] is least, 5 · 10⁻⁸
        Vector<float> t = Vector<float>.One / (Vector<float>.One + (0.5f * RootHalf * Vector.Abs(x)));
        Vector<float> sum = new(-0.0590678826f);
        sum = Vector.MultiplyAddEstimate(sum, t, new Vector<float>(0.284570217f));
        sum = Vector.MultiplyAddEstimate(sum, t, new Vector<float>(-0.487191111f));
        sum = Vector.MultiplyAddEstimate(sum, t, new Vector<float>(0.278058231f));
        sum = Vector.MultiplyAddEstimate(sum, t, new Vector<float>(-0.0266202446f));
        sum = Vector.MultiplyAddEstimate(sum, t, new Vector<float>(0.202684864f));
        sum = Vector.MultiplyAddEstimate(sum, t, new Vector<float>(0.243104205f));
        sum = Vector.MultiplyAddEstimate(sum, t, new Vector<float>(0.282375246f));
        sum = Vector.MultiplyAddEstimate(sum, t, new Vector<float>(0.282086432f));
        Vector<float> tail = 0.5f * t * exponential * sum;
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), Vector<float>.One - tail, tail);
    }

    /// <summary>φ(x), given exp(−x² / 2).</summary>
    public static Vector<float> Density(Vector<float> exponential) => DensityAtZero * exponential;

    /// <summary>exp(−x² / 2).</summary>
    public static Vector<float> Exponential(Vector<float> x) => ExponentialVectors.Exp(-0.5f * x * x);
}
