using ElectraGen.Models;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using Runtime.Tests.Kernels;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Steps;

/// <summary>A step that makes layers' activations again leaves the bits behind that the step does which keeps them.</summary>
[Collection(VulkanCollection.Name)]
public sealed class RecomputingTests(VulkanFixture fixture)
{
    public static TheoryData<string, int> Models => TestModels.MicroStages;

    [Theory]
    [MemberData(nameof(Models))]
    public void StepsEndInTheSameBits(string name, int stage)
    {
        IModel model = TestModels.Named(name);
        int length = model.Description.SequenceLength;
        using HostDevice<double> judge = new();
        using HostDevice<float> host = new();
        foreach (IDevice device in new IDevice[] { judge, host, fixture.Device })
            AssertSameBits(device, model, [length, 0, 3, length - 2], stage);
    }

    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Bf16)]
    [InlineData(Precision.Fp16)]
    public void ElectraTinyEndsInTheSameBitsInEveryPrecision(Precision precision) =>
        AssertSameBits(fixture.In(precision), new ElectraTiny(), [64, 40], stage: 0);

    [Fact]
    public void PartsOfABatchAddUpToTheSameBits()
    {
        IModel model = new SharedMicroElectra();
        StepCase stepCase = StepCase.Create(model, [model.Description.SequenceLength, 7], hasDropout: true, RandomNumbers.FreshSeed());
        using HostDevice<double> judge = new();
        using StepInParts plain = StepInParts.Run(judge, stepCase, microBatch: 1);
        using StepInParts recomputing = StepInParts.Run(judge, stepCase with { Model = model.Recomputing }, microBatch: 1);
        Assert.True(plain.Arena(SegmentKind.Gradients).SequenceEqual(recomputing.Arena(SegmentKind.Gradients)));
    }

    [Fact]
    public void ARecomputingModelIsItsOwnRecomputingOne()
    {
        IModel recomputing = TestModels.Named(nameof(ElectraTiny)).Recomputing;
        Assert.Same(recomputing, recomputing.Recomputing);
    }

    private static void AssertSameBits(IDevice device, IModel model, int[] attendedTokens, int stage)
    {
        int seed = RandomNumbers.FreshSeed();
        StepCase stepCase = StepCase.Create(model, attendedTokens, hasDropout: true, seed, stage);
        StepResult plain = StepResult.Run(device, stepCase);
        IReadOnlyDictionary<string, SlotContents> recomputing = StepResult.Run(device, stepCase with { Model = model.Recomputing }).All.ToDictionary();
        foreach ((string name, SlotContents expected) in plain.All)
        {
            Assert.True(expected.Integers.AsSpan().SequenceEqual(recomputing[name].Integers), $"seed {seed}, {device.Description.Name}: {name}");
            Assert.True(expected.Numbers.AsSpan().SequenceEqual(recomputing[name].Numbers), $"seed {seed}, {device.Description.Name}: {name}");
        }
    }
}
