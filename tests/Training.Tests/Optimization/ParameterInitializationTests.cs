using ElectraGen.Models;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Training.Optimization;

namespace Training.Tests.Optimization;

public sealed class ParameterInitializationTests
{
    private const int Rows = 300, Columns = 700;

    // Five standard errors: chance goes beyond once in two million times
    private const double Errors = 5;

    [Fact]
    public void TruncatedNormalHasItsMoments()
    {
        float[] values = Fill(Initializer.TruncatedNormal, "a", seed: 3);

        // Variance of a unit normal between ±2 deviations: 1 − 4 φ(2) / (2 Φ(2) − 1)
        const double Variance = 0.7737413 * 0.02 * 0.02;
        Assert.All(values, value => Assert.InRange(value, -0.04f, 0.04f));
        AssertMoments(values, Variance, kurtosis: 2.37);
        Assert.Contains(values, value => value > 0.0399);
        Assert.Contains(values, value => value < -0.0399);
    }

    [Fact]
    public void GlorotUniformHasItsMoments()
    {
        float[] values = Fill(Initializer.GlorotUniform, "a", seed: 3);

        double bound = Math.Sqrt(6.0 / (Rows + Columns));
        Assert.All(values, value => Assert.InRange(value, -bound, bound));
        AssertMoments(values, bound * bound / 3, kurtosis: 1.8);
    }

    [Fact]
    public void ConstantsAreConstant()
    {
        Assert.All(Fill(Initializer.Zeros, "a", seed: 3), value => Assert.Equal(0, value));
        Assert.All(Fill(Initializer.Ones, "a", seed: 3), value => Assert.Equal(1, value));
    }

    /// <summary>Wavelengths grow from 2π; a row holds the sine and, beside it, the cosine of each.</summary>
    [Fact]
    public void SinusoidsFollowTheirDefinition()
    {
        float[] values = Fill(Initializer.Sinusoids, "a", seed: 3);

        Assert.Equal([0f, 1f, 0f, 1f], values[..4]);
        Assert.Equal((float)Math.Sin(299), values[299 * Columns]);
        Assert.Equal((float)Math.Cos(299), values[(299 * Columns) + 1]);
        Assert.Equal(Math.Sin(299 / 100.0), values[(299 * Columns) + 350], 1e-7);
        Assert.Equal(Math.Cos(299 / 100.0), values[(299 * Columns) + 351], 1e-7);
        Assert.Equal(values, Fill(Initializer.Sinusoids, "b", seed: 4));
    }

    [Theory]
    [InlineData(Initializer.TruncatedNormal)]
    [InlineData(Initializer.GlorotUniform)]
    public void SeedAndNameDecide(Initializer initializer)
    {
        float[] values = Fill(initializer, "a", seed: 3);

        Assert.Equal(values, Fill(initializer, "a", seed: 3));
        AssertUnrelated(values, Fill(initializer, "a", seed: 4));
        AssertUnrelated(values, Fill(initializer, "b", seed: 3));
    }

    /// <summary>A table of words is filled in pieces, by several threads.</summary>
    [Fact]
    public void PiecesMakeTheWhole()
    {
        IModel model = new ElectraTiny();
        using HostDevice<float> device = new();
        using ISession session = device.OpenSession(model.Plan.SegmentsAt(1), batch: 1);
        ParameterInitialization.Apply(model, session, seed: 5);
        foreach (ParameterDescription parameter in model.Parameters)
        {
            float[] whole = new float[parameter.Place.Value.Count], values = new float[whole.Length];
            ParameterInitialization.Fill(parameter, seed: 5, whole);
            session.Read(parameter.Place.Value, values);
            Assert.Equal(whole, values);
        }
    }

    private static float[] Fill(Initializer initializer, string name, uint seed)
    {
        float[] values = new float[Rows * Columns];
        Array.Fill(values, float.NaN);
        ParameterInitialization.Fill(
            new ParameterDescription(name, [Rows, Columns], new Parameter(0, Rows, Columns), true, initializer, []), seed, values);
        return values;
    }

    private static void AssertMoments(float[] values, double variance, double kurtosis)
    {
        double mean = values.Average(static value => (double)value), square = values.Average(static value => (double)value * value);
        Assert.InRange(mean, -Errors * Math.Sqrt(variance / values.Length), Errors * Math.Sqrt(variance / values.Length));
        double squareError = variance * Math.Sqrt((kurtosis - 1) / values.Length);
        Assert.InRange(square, variance - (Errors * squareError), variance + (Errors * squareError));
    }

    private static void AssertUnrelated(float[] left, float[] right)
    {
        double product = left.Zip(right, static (x, y) => (double)x * y).Sum();
        double norms = Math.Sqrt(left.Sum(static x => (double)x * x) * right.Sum(static y => (double)y * y));
        Assert.InRange(product / norms, -Errors / Math.Sqrt(left.Length), Errors / Math.Sqrt(left.Length));
    }
}
