using ElectraGen.Training.Metrics;

namespace Training.Tests.Metrics;

public sealed class PredictionMetricsTests
{
    [Fact]
    public void CountsHitsAndDifferentTokens()
    {
        PredictionMetrics metrics = new();

        metrics.Add(positions: [3, 5, -1], targets: [10, 11, 99], predictedIds: [10, 12, 98], sampledIds: [12, 12, 97]);
        metrics.Add(positions: [1, -1, -1], targets: [10, 0, 0], predictedIds: [11, 0, 0], sampledIds: [10, 0, 0]);

        Assert.Equal(3, metrics.Predictions);
        Assert.Equal(1.0 / 3, metrics.Accuracy);
        Assert.Equal(1.0 / 3, metrics.SampledAccuracy);
        Assert.Equal(2, metrics.DistinctTargets);
        Assert.Equal(2, metrics.DistinctSamples);
    }

    [Fact]
    public void WithoutSamplesTheirsIsUndefined()
    {
        PredictionMetrics metrics = new();

        metrics.Add(positions: [3], targets: [10], predictedIds: [10], sampledIds: []);

        Assert.Equal(1, metrics.DistinctTargets);
        Assert.Null(metrics.DistinctSamples);
    }
}
