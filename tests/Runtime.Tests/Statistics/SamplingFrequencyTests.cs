using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Randomness;
using Runtime.Tests.Kernels;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Statistics;

/// <summary>A million samples of each kind of generator, on the host and on the device, with and without the correct token.</summary>
[Collection(VulkanCollection.Name)]
public sealed class SamplingFrequencyTests(VulkanFixture fixture)
{
    private const int Batch = 1000, Predictions = Significance.Draws / Batch;

    /// <summary>The id that is forbidden, where one is: a likely one.</summary>
    private const int Forbidden = 1;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UniformSamplesAreAllAlike(bool isForbidding)
    {
        const int Vocabulary = 1009;
        int seed = RandomNumbers.FreshSeed();
        int[] samples = DrawnAlike(seed, isForbidding, (recorder, sampledIds, forbiddenIds, _) =>
            recorder.SampleUniform(Vocabulary, site: 3, sampledIds, forbiddenIds), table: null);
        AssertFollow([.. Enumerable.Repeat(1.0, Vocabulary)], samples, isForbidding, seed);
    }

    /// <summary>Frequencies as in text: the r-th id by 1 / r, and every tenth never.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UnigramSamplesFollowTheFrequencies(bool isForbidding)
    {
        const int Vocabulary = 2003;
        int seed = RandomNumbers.FreshSeed();
        long[] weights = [.. Enumerable.Range(0, Vocabulary).Select(id => id % 10 == 9 ? 0 : 10_000_000L / (id + 1))];
        int[] samples = DrawnAlike(seed, isForbidding, (recorder, sampledIds, forbiddenIds, table) =>
            recorder.SampleUnigram(table, site: 3, sampledIds, forbiddenIds), AliasTable.Build(weights));
        AssertFollow([.. weights.Select(weight => (double)weight)], samples, isForbidding, seed);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(0.5, false)]
    [InlineData(1.5, true)]
    public void GumbelSamplesFollowTheSoftmax(double temperature, bool isForbidding)
    {
        const int FirstSlice = 8, LastSlice = 5;
        int seed = RandomNumbers.FreshSeed();
        Random random = new(seed);
        double[] logits = [.. Enumerable.Range(0, FirstSlice + LastSlice).Select(_ => random.NextNormal())];
        KernelCaseBuilder builder = new(random, Batch);
        Slot first = builder.Numbers(Predictions, FirstSlice, index => logits[index % FirstSlice]);
        Slot last = builder.Numbers(Predictions, LastSlice, index => logits[FirstSlice + (index % LastSlice)]);
        Slot best = builder.Output(Predictions, 1), sampledIds = builder.IntegerOutput(Predictions);
        Slot forbiddenIds = isForbidding ? builder.Integers(Predictions, _ => Forbidden) : Slot.None;
        KernelCase kernelCase = builder.Build(recorder =>
        {
            recorder.AccumulateSample(first, FirstSlice, 0, temperature, site: 3, best, sampledIds, forbiddenIds);
            recorder.Barrier();
            recorder.AccumulateSample(last, LastSlice, FirstSlice, temperature, site: 3, best, sampledIds, forbiddenIds);
        });

        double[] weights = [.. logits.Select(logit => Math.Exp(logit / temperature))];
        using HostDevice<double> host = new();
        AssertFollow(weights, kernelCase.RunOn(host)[1].Integers, isForbidding, seed);
        AssertFollow(weights, kernelCase.RunOn(fixture.Device)[1].Integers, isForbidding, seed);
    }

    /// <summary>A million samples, which host and device have to agree on to the bit.</summary>
    private int[] DrawnAlike(int seed, bool isForbidding, Action<IRecorder, Slot, Slot, Slot> draw, int[]? table)
    {
        KernelCaseBuilder builder = new(new Random(seed), Batch);
        Slot sampledIds = builder.IntegerOutput(Predictions);
        Slot forbiddenIds = isForbidding ? builder.Integers(Predictions, _ => Forbidden) : Slot.None;
        Slot place = table is null ? Slot.None : builder.ConstantIntegers(table.Length / 2, 2, table);
        KernelCase kernelCase = builder.Build(recorder => draw(recorder, sampledIds, forbiddenIds, place));
        using HostDevice<float> host = new();
        int[] samples = kernelCase.RunOn(host)[0].Integers;
        Assert.True(samples.AsSpan().SequenceEqual(kernelCase.RunOn(fixture.Device)[0].Integers), $"seed {seed}: host and device draw differently");
        return samples;
    }

    private static void AssertFollow(double[] weights, int[] samples, bool isForbidding, int seed)
    {
        Assert.Equal(Significance.Draws, samples.Length);
        if (isForbidding)
            weights[Forbidden] = 0;
        double sum = weights.Sum();
        Significance.AssertDistributed(
            Significance.Count(samples, weights.Length), [.. weights.Select(weight => weight / sum)], $"seed {seed}");
    }
}
