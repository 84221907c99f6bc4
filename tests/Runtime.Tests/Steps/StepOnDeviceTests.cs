using ElectraGen.Models;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Vulkan;
using ElectraGen.Runtime.Vulkan.Products;
using Runtime.Tests.Kernels;
using Runtime.Tests.Vulkan;
using Xunit.Abstractions;

namespace Runtime.Tests.Steps;

/// <summary>Whole training steps in single precision, on Vulkan in both tiers and on the host, against the host in double precision.</summary>
[Collection(VulkanCollection.Name)]
public sealed class StepOnDeviceTests(VulkanFixture fixture, ITestOutputHelper output)
{
    /// <summary>
    /// A step is some two hundred roundings of 2⁻²⁴ deep, and gradients are sums that cancel to about a hundredth of their terms.
    /// </summary>
    private const double Tolerance = 1e-4;

    /// <summary>All padding, one position that can be masked, and a sequence of full length.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ElectraTinyFollowsTheHost(bool hasDropout)
    {
        using HostDevice<float> host = new();
        using VulkanDevice sharedMemory = SharedMemory();
        AssertFollowsTheHost(
            new ElectraTiny(), [0, 3, 64], hasDropout, 0,
            ("the device's own tier", fixture.Device), ("shared memory", sharedMemory), ("host in single precision", host));
    }

    [Fact]
    public void ElectraSmallFollowsTheHost() =>
        AssertFollowsTheHost(new ElectraSmall(), [128, 101], hasDropout: true, 0, ("the device's own tier", fixture.Device));

    [Theory]
    [MemberData(nameof(TestModels.MicroStages), MemberType = typeof(TestModels))]
    public void MicroModelsFollowTheHost(string name, int stage)
    {
        IModel model = TestModels.Named(name);
        int length = model.Description.SequenceLength;
        using VulkanDevice sharedMemory = SharedMemory();
        AssertFollowsTheHost(
            model, [length, 0, 3, length - 2, length], hasDropout: true, stage,
            ("the device's own tier", fixture.Device), ("shared memory", sharedMemory));
    }

    [Fact]
    public void TheValidationLayerIsSilent()
    {
        StepResult.Run(fixture.Device, StepCase.Create(new ElectraTiny(), [40, 64], hasDropout: true, RandomNumbers.FreshSeed()));
        Assert.Empty(fixture.ValidationMessages);
    }

    /// <summary>The same device with the products that a GPU would have.</summary>
    private VulkanDevice SharedMemory() =>
        VulkanDevice.Create(0, new DeviceOptions { Target = fixture.Device.Target with { Tiers = [SharedTiles.Create(GroupLimits.Promised)] } });

    private void AssertFollowsTheHost(IModel model, int[] attendedTokens, bool hasDropout, int stage, params (string Name, IDevice Device)[] devices)
    {
        int seed = RandomNumbers.FreshSeed();
        StepCase stepCase = StepCase.Create(model, attendedTokens, hasDropout, seed, stage);
        using HostDevice<double> judge = new();
        StepResult expected = StepResult.Run(judge, stepCase);
        foreach ((string name, IDevice device) in devices)
        {
            string context = $"{model.Description.Name}, stage {stage}, by {name}, seed {seed}, dropout {hasDropout}";
            StepResult actual = StepResult.Run(device, stepCase);
            foreach (MaskedLogits logits in MaskedLogits.AllOf(stepCase, expected))
                logits.AssertChoices(actual, context);
            if (model.Description.Sampler is not null)
                Assert.Equal(expected.SampledIds, actual.SampledIds);
            StepResult comparable = actual.SampledIds.SequenceEqual(expected.SampledIds)
                ? expected
                : StepResult.Run(judge, stepCase, actual.SampledIds);
            output.WriteLine(StepComparison.AssertNear(stepCase, comparable, actual, Tolerance, context));
        }
    }
}
