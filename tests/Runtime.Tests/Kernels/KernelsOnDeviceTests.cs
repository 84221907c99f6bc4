using System.Globalization;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan;
using ElectraGen.Runtime.Vulkan.Products;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Kernels;

/// <summary>Every kernel's shader against the host in double precision.</summary>
[Collection(VulkanCollection.Name)]
public sealed class KernelsOnDeviceTests(VulkanFixture fixture)
{
    /// <summary>Some sixteen roundings of 2⁻²⁴.</summary>
    private const double SinglePrecision = 1e-6;

    /// <summary>√n such roundings for one running sum of n ≤ 33,000 terms, the deepest product here.</summary>
    internal const double DeepSum = 1.1e-5;

    public static TheoryData<string> Cases => KernelCases.ShaderNames;

    [Theory]
    [MemberData(nameof(Cases))]
    public void ShadersFollowTheHost(string name) => AssertFollowsTheHost(KernelCases.Named(name), fixture.Device);

    [Fact]
    public void SharedMemoryTierFollowsTheHost() =>
        AssertFollowTheHost(WorkShape.Tiles, fixture.Device.Target with { Tiers = [SharedTiles.Create(GroupLimits.Promised)] });

    /// <summary>Rows and matrices beyond what a dispatch takes go into several.</summary>
    [Theory]
    [InlineData(1, 65_535)]
    [InlineData(65_535, 1)]
    [InlineData(2, 4)]
    public void ProductsInSeveralDispatchesFollowTheHost(long rowTiles, long matrices)
    {
        using VulkanDevice device = VulkanDevice.Create(0, new DeviceOptions { MaximumGroups = new WorkGroups(65_535, rowTiles, matrices) });
        foreach (KernelCaseSource source in KernelCases.All.Where(source => source.Kernel.Work == WorkShape.Tiles))
            AssertFollowsTheHost(source, device);
    }

    [Theory]
    [InlineData(WorkShape.Rows, true)]
    [InlineData(WorkShape.Rows, false)]
    [InlineData(WorkShape.Single, true)]
    [InlineData(WorkShape.Single, false)]
    public void GroupsOfSeveralSubgroupsFollowTheHost(WorkShape work, bool hasSubgroupArithmetic) =>
        AssertFollowTheHost(work, fixture.Device.Target with { Lanes = 128, HasSubgroupArithmetic = hasSubgroupArithmetic });

    /// <summary>Mesa's CPU driver makes its subgroups as wide as this variable says, so tests can tell that it was heeded.</summary>
    [Fact]
    public void SubgroupIsAsWideAsAskedFor()
    {
        string? bits = Environment.GetEnvironmentVariable(SubgroupWidthTests.WidthVariable);
        if (bits is not null)
            Assert.Equal(int.Parse(bits, CultureInfo.InvariantCulture) / 32, fixture.Device.Lanes);
    }

    internal static double ToleranceOf(KernelDefinition kernel) => kernel == KernelCatalog.MatrixProduct ? DeepSum : SinglePrecision;

    private static void AssertFollowTheHost(WorkShape work, KernelTarget target)
    {
        using VulkanDevice device = VulkanDevice.Create(0, new DeviceOptions { Target = target });
        foreach (KernelCaseSource source in KernelCases.All.Where(source => source.Kernel.Work == work))
            AssertFollowsTheHost(source, device);
    }

    private static void AssertFollowsTheHost(KernelCaseSource source, IDevice device)
    {
        int seed = RandomNumbers.FreshSeed();
        KernelCase kernelCase = source.Create(new Random(seed));
        using HostDevice<double> judge = new();
        kernelCase.AssertFollows(judge, device, ToleranceOf(source.Kernel), seed);
    }
}
