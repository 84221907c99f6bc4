namespace Runtime.Tests.Statistics;

/// <summary>
/// Tests of draws, each of which a sound program fails once in a million runs. The seed is fresh at every run, and a failure says it.
/// </summary>
internal static class Significance
{
    /// <summary>Draws of a test.</summary>
    public const int Draws = 1_000_000;

    /// <summary>The normal distribution is above it once in a million.</summary>
    private const double OneSided = 4.7534;

    /// <summary>The normal distribution is beyond it, on either side, once in a million.</summary>
    private const double TwoSided = 4.8916;

    /// <summary>Bins that expect fewer are put together: below, χ² is not the distribution of the statistic.</summary>
    private const double SmallestBin = 20;

    /// <summary>Pearson's χ² of how often each outcome came against its probability; none may come whose probability is 0.</summary>
    public static void AssertDistributed(IReadOnlyList<long> counts, IReadOnlyList<double> probabilities, string context)
    {
        double draws = counts.Sum(), statistic = 0, pooledExpected = 0, pooledCount = 0;
        int bins = 0;
        foreach ((long count, double probability) in counts.Zip(probabilities))
        {
            double expected = draws * probability;
            Assert.True(probability > 0 || count == 0, $"{context}: an outcome of no probability came {count} times");
            if (expected >= SmallestBin)
                Add(count, expected);
            else
                (pooledCount, pooledExpected) = (pooledCount + count, pooledExpected + expected);
        }

        if (pooledExpected >= SmallestBin)
            Add(pooledCount, pooledExpected);
        AssertChiSquare(statistic, bins - 1, context);

        void Add(double count, double expected)
        {
            statistic += (count - expected) * (count - expected) / expected;
            bins++;
        }
    }

    /// <summary>A statistic that is distributed as χ², its limit by Wilson and Hilferty (1931).</summary>
    public static void AssertChiSquare(double statistic, int degreesOfFreedom, string context)
    {
        double spread = 2 / (9.0 * degreesOfFreedom);
        double limit = degreesOfFreedom * Math.Pow(1 - spread + (OneSided * Math.Sqrt(spread)), 3);
        Assert.True(statistic <= limit, $"{context}: χ² is {statistic:F1} with {degreesOfFreedom} degrees of freedom, the limit {limit:F1}");
    }

    /// <summary>A mean against what it should be, given the deviation of that mean.</summary>
    public static void AssertMean(double expected, double actual, double deviation, string context) =>
        Assert.True(
            Math.Abs(actual - expected) <= TwoSided * deviation,
            $"{context}: {actual} is {(actual - expected) / deviation:F1} deviations from {expected}");

    /// <summary>A share of n independent draws.</summary>
    public static void AssertShare(double expected, long count, long draws, string context) =>
        AssertMean(expected, (double)count / draws, Math.Sqrt(expected * (1 - expected) / draws), context);

    /// <summary>How often each of 0 … outcomes − 1 is among draws.</summary>
    public static long[] Count(IEnumerable<int> draws, int outcomes)
    {
        long[] counts = new long[outcomes];
        foreach (int draw in draws)
            counts[draw]++;
        return counts;
    }
}
