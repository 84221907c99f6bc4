using ElectraGen.Training.Comparisons;

namespace Training.Tests.Comparisons;

public sealed class SpreadTests
{
    private static readonly ComparedMetric Metric = new("key", "heading", "0.00", static _ => null);

    [Fact]
    public void DeviationIsASamples()
    {
        Spread spread = Spread.Of([1, 2, 6]);

        Assert.Equal(3, spread.Mean);
        Assert.Equal(Math.Sqrt((4 + 1 + 9) / 2.0), spread.Deviation!.Value, 1e-12);
        Assert.Equal("3.00 ± 2.65", Metric.Write(spread));
    }

    [Fact]
    public void OneSeedHasNoDeviation()
    {
        Assert.Equal(new Spread(2, null), Spread.Of([2]));
        Assert.Equal("2.00", Metric.Write(new Spread(2, null)));
    }

    [Fact]
    public void WhatIsMissingIsADash()
    {
        Assert.Equal(new Spread(4, null), Spread.Of([null, 4]));
        Assert.Equal(new Spread(null, null), Spread.Of([null, null]));
        Assert.Equal("–", Metric.Write(new Spread(null, null)));
    }
}
