using ElectraGen.Models;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Steps;

/// <summary>
/// Whole training steps with activations of 16 bits. Rounding differs from there on where one number falls to the other side of a tie, so
/// two steps cannot be compared at their ends; instead every dispatch is, from what the device holds before it.
/// </summary>
[Collection(VulkanCollection.Name)]
public sealed class StepInSixteenBitsTests(VulkanFixture fixture)
{
    /// <summary>As of whole steps in 32 bits: gradients are sums that cancel to about a hundredth of their terms.</summary>
    private const double Tolerance = 1e-4;

    private const uint LossScaleExponent = 12;

    /// <summary>What they write in integers is the place of a maximum, which rounding may move.</summary>
    private static readonly KernelDefinition[] Choosing = [KernelCatalog.AccumulateSoftmax, KernelCatalog.AccumulateSample, KernelCatalog.CopyOrPredict];

    [Theory]
    [MemberData(nameof(TestModels.MicroStages), MemberType = typeof(TestModels))]
    public void EveryDispatchOfAMicroModelFollowsTheJudge(string name, int stage)
    {
        IModel model = TestModels.Named(name);
        int length = model.Description.SequenceLength;
        AssertFollowsTheJudge(model, [length, 0, 3, length - 2, length], stage, Precision.Bf16);
    }

    [Theory]
    [InlineData(Precision.Bf16)]
    [InlineData(Precision.Fp16)]
    public void EveryDispatchOfElectraTinyFollowsTheJudge(Precision precision) =>
        AssertFollowsTheJudge(new ElectraTiny(), [3, 64], 0, precision);

    [Theory]
    [InlineData(Precision.Bf16)]
    [InlineData(Precision.Fp16)]
    public void TheSameStepGivesTheSameBits(Precision precision)
    {
        StepCase stepCase = StepCase.Create(new ElectraTiny(), [40, 64], hasDropout: true, RandomNumbers.FreshSeed());
        StepResult first = StepResult.Run(fixture.In(precision), stepCase), second = StepResult.Run(fixture.In(precision), stepCase);
        Assert.All(first.All, entry => Assert.Equal(entry.Value.Numbers, second.All.Single(other => other.Key == entry.Key).Value.Numbers));
        Assert.NotEqual(StepResult.Run(fixture.Device, stepCase).GradientNorm, first.GradientNorm);
    }

    private void AssertFollowsTheJudge(IModel model, int[] attendedTokens, int stage, Precision precision)
    {
        int seed = RandomNumbers.FreshSeed();
        StepCase stepCase = StepCase.Create(model, attendedTokens, hasDropout: true, seed, stage);
        // Half precision has few bits left for what is below 2⁻¹⁴, as gradients are where the loss is not scaled
        if (precision == Precision.Fp16)
            stepCase = stepCase with { Scalars = stepCase.Scalars with { LossScaleExponent = LossScaleExponent } };
        IReadOnlyList<SegmentSize> segments = model.Plan.SegmentsAt(stepCase.Batch);
        using HostDevice<double> judging = new(precision);
        using ISession device = fixture.In(precision).OpenSession(segments, stepCase.Batch), judge = judging.OpenSession(segments, stepCase.Batch);
        double products = Math.Max(Tolerance, ProductTierTests.ToleranceOf(fixture.In(precision).Target.Tiers[0].Arithmetic));
        double gradientNorm = StepResult.Run(fixture.In(precision), stepCase).GradientNorm;
        foreach (SlotContents input in stepCase.Inputs)
            input.WriteTo(device);
        FollowedDispatches.Run(device, judge, stepCase.Scalars, recorder => model.RecordStep(recorder, stage), (use, expected, actual) =>
        {
            if (use.Operand.IsInteger && Choosing.Contains(use.Kernel))
                return;
            double leastNorm = use.Slot.Segment.Kind == SegmentKind.Gradients ? StepComparison.SmallestPart * gradientNorm : 0;
            double tolerance = use.Kernel == KernelCatalog.MatrixProduct ? products : Tolerance;
            expected.AssertNear(actual, tolerance, precision, leastNorm, $"{model.Description.Name} in {precision.NameOf()}, seed {seed}: {use}");
        });
    }
}
