using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

public sealed class SamplingTests(ITestOutputHelper log)
{
    [Fact]
    public void PredictionsTakeTheLowestIdOnTies()
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 1);
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
