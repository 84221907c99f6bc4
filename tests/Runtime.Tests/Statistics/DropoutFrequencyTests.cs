using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Statistics;

/// <summary>A million elements, dropped on the host and on the device.</summary>
[Collection(VulkanCollection.Name)]
public sealed class DropoutFrequencyTests(VulkanFixture fixture)
{
    private const int Batch = 8, Rows = 1000, Columns = Significance.Draws / Batch / Rows;

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.37)]
    public void RateIsTheOneAskedFor(double rate)
    {
        int seed = RandomNumbers.FreshSeed();
        bool[] isDropped = Dropped(rate, seed);
        Significance.AssertShare(rate, isDropped.LongCount(dropped => dropped), isDropped.Length, $"seed {seed}");
    }

    /// <summary>Neighbours in a row are dropped together as often as if they knew nothing of each other.</summary>
    [Fact]
    public void NeighboursAreIndependent()
    {
        const double Rate = 0.3;
        int seed = RandomNumbers.FreshSeed();
        bool[] isDropped = Dropped(Rate, seed);
        long[] pairs = Significance.Count(
            Enumerable.Range(0, isDropped.Length / 2).Select(pair => (isDropped[2 * pair] ? 1 : 0) + (isDropped[(2 * pair) + 1] ? 2 : 0)), 4);
        Significance.AssertDistributed(
            pairs, [(1 - Rate) * (1 - Rate), Rate * (1 - Rate), Rate * (1 - Rate), Rate * Rate], $"seed {seed}");
    }

    private bool[] Dropped(double rate, int seed)
    {
        KernelCaseBuilder builder = new(new Random(seed), Batch);
        Slot ones = builder.Numbers(Rows, Columns, _ => 1), output = builder.Output(Rows, Columns);
        KernelCase kernelCase = builder.Build(recorder => recorder.Dropout(ones, rate, site: 3, output));
        using HostDevice<float> host = new();
        bool[] isDropped = [.. kernelCase.RunOn(host)[0].Numbers.Select(number => number == 0)];
        Assert.Equal(Significance.Draws, isDropped.Length);
        Assert.True(
            isDropped.SequenceEqual(kernelCase.RunOn(fixture.Device)[0].Numbers.Select(number => number == 0)),
            $"seed {seed}: host and device drop differently");
        return isDropped;
    }
}
