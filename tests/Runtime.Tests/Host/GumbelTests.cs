using ElectraGen.Runtime.Randomness;

namespace Runtime.Tests.Host;

public sealed class GumbelTests
{
    [Fact]
    public void EveryWordGivesAFiniteNumber()
    {
        foreach (uint word in (uint[])[0, 1, 2, 1 << 24, int.MaxValue, uint.MaxValue - 128, uint.MaxValue - 1, uint.MaxValue])
        {
            Assert.True(float.IsFinite(Gumbel.FromWord<float>(word)), $"word {word}");
            Assert.True(double.IsFinite(Gumbel.FromWord<double>(word)), $"word {word}");
        }
    }

    [Fact]
    public void SmallestWordsAreToldApart()
    {
        Assert.Equal(33 * Math.Log(2), Gumbel.FromWord<double>(0), 1e-9);
        Assert.Equal(Gumbel.FromWord<double>(0), Gumbel.FromWord<float>(0), 1e-5);
        Assert.Equal(Gumbel.FromWord<double>(1), Gumbel.FromWord<float>(1), 1e-5);
    }

    /// <summary>The mean of the distribution is Euler's constant, its variance π²/6.</summary>
    [Fact]
    public void MeanAndVarianceAreTheDistributions()
    {
        const int Strata = 1 << 16;
        double sum = 0, squareSum = 0;
        for (uint stratum = 0; stratum < Strata; stratum++)
        {
            double noise = Gumbel.FromWord<double>((stratum << 16) + (1 << 15));
            sum += noise;
            squareSum += noise * noise;
        }

        double mean = sum / Strata;
        Assert.Equal(0.57721566, mean, 1e-3);
        Assert.Equal(Math.PI * Math.PI / 6, (squareSum / Strata) - (mean * mean), 1e-2);
    }
}
