using System.Numerics;
using ElectraGen.Runtime.Host.Fast.Vectors;

namespace Runtime.Tests.Host.Fast;

public sealed class ExponentialVectorsTests
{
    /// <summary>As promised; three of its roundings reach the result nearly whole.</summary>
    private static readonly double Relative = Math.Pow(2, -22);

    [Fact]
    public void IsRightFromTheSmallestNormalNumberToTheLargest()
    {
        for (float x = -87.3f; x < 88.3f; x += 1 / 256f)
        {
            double expected = Math.Exp(x);
            Assert.Equal(expected, Exp(x), Relative * expected);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(-200, 0)]
    [InlineData(200, float.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NaN, float.NaN)]
    public void EndsAreExact(float x, float expected) => Assert.Equal(expected, Exp(x));

    private static float Exp(float x) => ExponentialVectors.Exp(new Vector<float>(x))[0];
}
