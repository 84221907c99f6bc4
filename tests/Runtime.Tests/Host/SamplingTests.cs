using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Host;

public sealed class SamplingTests
{
    /// <summary>Pearson's χ² over 9 ids has 8 degrees of freedom; beyond 48 it is less than once in ten million.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    public void SamplesFollowTheSoftmax(double temperature)
    {
        const int Batch = 50, Predictions = 100, FirstSlice = 4, LastSlice = 5;
        double[] logits = [0.3, -1, 0.8, 0, -0.5, 1.1, -0.2, 0.4, -1.4];
        KernelCaseBuilder builder = new(new Random(), Batch);
        Slot first = builder.Numbers(Predictions, FirstSlice, index => logits[index % FirstSlice]);
        Slot last = builder.Numbers(Predictions, LastSlice, index => logits[FirstSlice + (index % LastSlice)]);
        Slot best = builder.Output(Predictions, 1), sampledIds = builder.IntegerOutput(Predictions);
        using HostDevice<double> device = new();
        int[] samples = builder.Build(recorder =>
        {
            recorder.AccumulateSample(first, FirstSlice, 0, temperature, site: 2, best, sampledIds);
            recorder.AccumulateSample(last, LastSlice, FirstSlice, temperature, site: 2, best, sampledIds);
        }).RunOn(device)[1].Integers;

        double sum = logits.Sum(logit => Math.Exp(logit / temperature)), statistic = 0;
        for (int id = 0; id < logits.Length; id++)
        {
            double expected = samples.Length * Math.Exp(logits[id] / temperature) / sum;
            statistic += Math.Pow(samples.Count(sample => sample == id) - expected, 2) / expected;
        }

        Assert.True(statistic < 48, $"χ² = {statistic}");
    }

    [Fact]
    public void PredictionsTakeTheLowestIdOnTies()
    {
        KernelCaseBuilder builder = new(new Random(), batch: 1);
        Slot first = builder.Numbers(2, 4, index => ((double[])[1, 5, 5, 0, 1, 1, 1, 1])[index]);
        Slot last = builder.Numbers(2, 3, index => ((double[])[5, 5, 2, 1, 7, 7])[index]), targets = builder.Integers(2, _ => 0);
        Slot state = builder.Output(2, 4), predictedIds = builder.IntegerOutput(2);
        using HostDevice<double> device = new();
        int[] predictions = builder.Build(recorder =>
        {
            recorder.AccumulateSoftmax(first, 4, 0, targets, state, predictedIds);
            recorder.AccumulateSoftmax(last, 3, 4, targets, state, predictedIds);
        }).RunOn(device)[1].Integers;
        Assert.Equal([1, 5], predictions);
    }
}
