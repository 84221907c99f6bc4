using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Kernels;

/// <summary>
/// The kernels that take activations, with activations of 16 bits: what they compute of rounded inputs is what the judge does, up to the
/// tolerance of 32 bits and the rounding of each stored number.
/// </summary>
[Collection(VulkanCollection.Name)]
public sealed class KernelsInSixteenBitsTests(VulkanFixture fixture)
{
    public static TheoryData<string, Precision> Cases
    {
        get
        {
            TheoryData<string, Precision> cases = [];
            foreach (KernelCaseSource source in KernelCases.All.Where(source => ActivationCase.Exists(source.Kernel)))
            {
                cases.Add(source.Name, Precision.Bf16);
                cases.Add(source.Name, Precision.Fp16);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ShadersFollowTheJudgeOfTheirPrecision(string name, Precision precision)
    {
        KernelCaseSource source = KernelCases.Named(name);
        int seed = RandomNumbers.FreshSeed();
        KernelCase kernelCase = ActivationCase.Of(source.Create(new Random(seed)));
        using HostDevice<double> judging = new(precision);
        using ISession device = fixture.In(precision).OpenSession(kernelCase.Layout.Segments, kernelCase.Layout.Batch);
        using ISession judge = judging.OpenSession(kernelCase.Layout.Segments, kernelCase.Layout.Batch);
        foreach (SlotContents input in kernelCase.Inputs)
            input.WriteTo(device);
        double tolerance = KernelsOnDeviceTests.ToleranceOf(source.Kernel);
        FollowedDispatches.RunWithNeighbours(
            device, judge, kernelCase.Scalars, kernelCase.Pass, new Random(seed),
            (expected, shifted, actual) =>
            {
                // Beside the rounding to 16 bits, that of single precision is nothing
                double rounding = expected.Slot.Element == Element.Activation ? 0 : expected.RoundingTo(shifted, tolerance);
                expected.AssertNear(actual, tolerance, seed, precision, rounding);
            });
    }

    [Fact]
    public void EveryKernelOfActivationsIsTriedWithThem() => Assert.All(
        KernelCases.All.Where(source => ActivationCase.Exists(source.Kernel)),
        source => Assert.Contains(
            ActivationCase.Of(source.Create(new Random(1))).Inputs, static input => input.Slot.Element == Element.Activation));
}
