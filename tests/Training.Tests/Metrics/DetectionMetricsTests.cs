using CsCheck;
using ElectraGen.Training.Metrics;

namespace Training.Tests.Metrics;

public sealed class DetectionMetricsTests
{
    private static readonly Gen<(bool Attended, bool Replaced, float Logit)[]> Tokens =
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Float[-2, 2]).Array[0, 60];

    [Fact]
    public void CountsAttendedTokensOfAllBatches() => Gen.Select(Tokens, Tokens).Sample((first, second) =>
    {
        DetectionMetrics metrics = new();
        Add(metrics, first);
        Add(metrics, second);

        (bool Attended, bool Replaced, float Logit)[] attended = [.. first.Concat(second).Where(static token => token.Attended)];
        int suspected = attended.Count(static token => token.Logit > 0), replaced = attended.Count(static token => token.Replaced);
        int found = attended.Count(static token => token.Logit > 0 && token.Replaced);
        Assert.Equal(attended.Length, metrics.Tokens);
        Assert.Equal(Ratio(replaced, attended.Length), metrics.ReplacedFraction);
        Assert.Equal(Ratio(attended.Count(static token => token.Logit > 0 == token.Replaced), attended.Length), metrics.Accuracy);
        Assert.Equal(Ratio(found, suspected), metrics.Precision);
        Assert.Equal(Ratio(found, replaced), metrics.Recall);
    });

    [Fact]
    public void BaseRateEntropyIsTheLossOfAConstantAnswer()
    {
        DetectionMetrics metrics = new();
        Add(metrics, [(true, true, 0), (true, false, 0), (true, false, 0), (true, false, 0), (false, true, 0)]);

        Assert.Equal(-(0.25 * Math.Log(0.25)) - (0.75 * Math.Log(0.75)), metrics.BaseRateEntropy!.Value, 12);
    }

    [Fact]
    public void NothingIsUndefinedButCounts()
    {
        DetectionMetrics metrics = new();

        Assert.Null(metrics.Accuracy);
        Assert.Null(metrics.Precision);
        Assert.Null(metrics.AreaUnderCurve);
        Assert.Null(metrics.BaseRateEntropy);
        Add(metrics, [(true, false, -1)]);
        Assert.Equal(0, metrics.BaseRateEntropy);
        Assert.Equal(1, metrics.Accuracy);
        Assert.Null(metrics.Recall);
    }

    [Fact]
    public void PredictionsCountMaskedPositionsOnly()
    {
        PredictionMetrics metrics = new();
        metrics.Add(positions: [3, 5, -1], targets: [7, 8, 0], predictedIds: [7, 9, 0], sampledIds: [6, 9, 0]);

        Assert.Equal(2, metrics.Predictions);
        Assert.Equal(0.5, metrics.Accuracy);
        Assert.Equal(0, metrics.SampledAccuracy);
    }

    private static void Add(DetectionMetrics metrics, (bool Attended, bool Replaced, float Logit)[] tokens) => metrics.Add(
        Array.ConvertAll(tokens, static token => token.Attended ? 1 : 0),
        Array.ConvertAll(tokens, static token => token.Replaced ? 1f : 0),
        Array.ConvertAll(tokens, static token => token.Logit));

    private static double? Ratio(double numerator, double denominator) => denominator == 0 ? null : numerator / denominator;
}
