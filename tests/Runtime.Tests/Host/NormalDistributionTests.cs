using ElectraGen.Runtime.Host;

namespace Runtime.Tests.Host;

public sealed class NormalDistributionTests
{
    /// <summary>erfc to 20 digits at both sides of the change from series to continued fraction.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.1, 0.88753708398171510159)]
    [InlineData(0.5, 0.47950012218695346232)]
    [InlineData(1, 0.15729920705028513066)]
    [InlineData(2, 0.0046777349810472658379)]
    [InlineData(2.9, 4.1097878099458835746e-05)]
    [InlineData(3, 2.2090496998585441373e-05)]
    [InlineData(3.1, 1.1648657367199596034e-05)]
    [InlineData(5, 1.5374597944280348502e-12)]
    public void CumulativeIsHalfTheErrorFunction(double x, double complementaryError)
    {
        Assert.Equal(complementaryError / 2, NormalDistribution<double>.Cumulative(-x * Math.Sqrt(2)), 5e-16);
        Assert.Equal(1 - (complementaryError / 2), NormalDistribution<double>.Cumulative(x * Math.Sqrt(2)), 5e-16);
        Assert.Equal(complementaryError / 2, NormalDistribution<float>.Cumulative((float)(-x * Math.Sqrt(2))), 3e-7);
    }

    [Fact]
    public void TailKeepsItsDigits() =>
        Assert.Equal(1, NormalDistribution<double>.Cumulative(-5 * Math.Sqrt(2)) / (1.5374597944280348502e-12 / 2), 1e-13);

    [Theory]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(1e300, 1)]
    [InlineData(-1e300, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void FarValuesEnd(double x, double cumulative) => Assert.Equal(cumulative, NormalDistribution<double>.Cumulative(x));

    [Fact]
    public void DensityIsTheSlopeOfCumulative()
    {
        const double Step = 1e-5;
        for (double x = -6; x < 6; x += 0.37)
        {
            double slope = (NormalDistribution<double>.Cumulative(x + Step) - NormalDistribution<double>.Cumulative(x - Step)) / (2 * Step);
            Assert.Equal(slope, NormalDistribution<double>.Density(x), 1e-10);
        }
    }
}
