using System.Numerics;

namespace ElectraGen.Runtime.Host;

/// <summary>The standard normal distribution, to the precision of its type.</summary>
internal static class NormalDistribution<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Half = T.CreateTruncating(0.5);
    private static readonly T Two = T.CreateTruncating(2);
    private static readonly T RootTwo = T.Sqrt(Two);
    private static readonly T RootPi = T.Sqrt(T.Pi);

    /// <summary>From here on the continued fraction takes over from the series.</summary>
    private static readonly T SeriesEnd = T.CreateTruncating(3);

    /// <summary>Half the levels of the continued fraction that are right to 10⁻¹⁶ at <see cref="SeriesEnd"/> and beyond.</summary>
    private static readonly T InnermostLevel = T.CreateTruncating(30);

    /// <summary>Φ(x) = ½ erfc(−x / √2).</summary>
    public static T Cumulative(T x) => Half * ComplementaryError(-x / RootTwo);

    /// <summary>φ(x) = exp(−x² / 2) / √(2π).</summary>
    public static T Density(T x) => T.Exp(-Half * x * x) / (RootTwo * RootPi);

    private static T ComplementaryError(T x)
    {
        T distance = T.Abs(x);
        if (distance < SeriesEnd)
            return T.One - ErrorBySeries(x);
        T tail = TailByFraction(distance);
        return x < T.Zero ? Two - tail : tail;
    }

    /// <summary>erf(x) = 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1 · 3 · 5 ⋯ (2n + 1)): all terms have one sign, so nothing cancels.</summary>
    private static T ErrorBySeries(T x)
    {
        T twiceSquare = Two * x * x;
        T term = x, sum = x, divisor = T.One, previous;
        do
        {
            divisor += Two;
            term *= twiceSquare / divisor;
            previous = sum;
            sum += term;
        }
        while (sum != previous);
        return Two / RootPi * T.Exp(-x * x) * sum;
    }

    /// <summary>erfc(x) = exp(−x²)/√π · 1 / (x + ½ / (x + 1 / (x + ³⁄₂ / (x + ⋯)))), from the innermost level out.</summary>
    private static T TailByFraction(T x)
    {
        T denominator = x;
        for (T level = InnermostLevel; level > T.Zero; level -= Half)
            denominator = x + (level / denominator);
        return T.Exp(-x * x) / (RootPi * denominator);
    }
}
