using System.Numerics;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Host.Fast.Vectors;

namespace Runtime.Tests.Host.Fast;

public sealed class NormalVectorsTests
{
    /// <summary>Some sixteen roundings of 2⁻²⁴, one of them of an exponent up to 50.</summary>
    private const double Relative = 6e-6;

    [Fact]
    public void CumulativeIsRightInBothTails()
    {
        for (float x = -10; x <= 10; x += 1 / 64f)
        {
            Vector<float> vector = new(x), exponential = NormalVectors.Exponential(vector);
            double expected = NormalDistribution<double>.Cumulative(x);
            Assert.Equal(expected, NormalVectors.Cumulative(vector, exponential)[0], Relative * expected);
            expected = NormalDistribution<double>.Density(x);
            Assert.Equal(expected, NormalVectors.Density(exponential)[0], Relative * expected);
        }
    }

    [Fact]
    public void InfinitiesAndNaNGoThrough()
    {
        float[] results = new float[3];
        ActivationVectors.Activate(Activation.Gelu, [float.PositiveInfinity, float.NaN, -1e30f], results);
        Assert.Equal([float.PositiveInfinity, float.NaN, 0], results);
    }
}
