using System.Globalization;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Kernels;

/// <summary>Every kernel's shader against the host in double precision.</summary>
[Collection(VulkanCollection.Name)]
public sealed class KernelsOnDeviceTests(VulkanFixture fixture, KernelsOnDeviceTests.SharedMemoryDevice sharedMemory)
    : IClassFixture<KernelsOnDeviceTests.SharedMemoryDevice>
{
    /// <summary>Some sixteen roundings of 2⁻²⁴.</summary>
    private const double SinglePrecision = 1e-6;

    /// <summary>√n such roundings for one running sum of n ≤ 33,000 terms, the deepest product here.</summary>
    private const double DeepSum = 1.1e-5;

    public static TheoryData<string> Cases => KernelCases.Names;

    public static TheoryData<string> Products =>
        [.. KernelCases.All.Where(source => source.Kernel == KernelCatalog.MatrixProduct).Select(source => source.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void ShaderFollowsTheHost(string name) => AssertFollowsTheHost(name, fixture.Device);

    [Theory]
    [MemberData(nameof(Products))]
    public void SharedMemoryTierFollowsTheHost(string name) => AssertFollowsTheHost(name, sharedMemory.Device);

    /// <summary>Mesa's CPU driver makes its subgroups as wide as this variable says, so tests can tell that it was heeded.</summary>
    [Fact]
    public void SubgroupIsAsWideAsAskedFor()
    {
        string? bits = Environment.GetEnvironmentVariable(SubgroupWidthTests.WidthVariable);
        if (bits is not null)
            Assert.Equal(int.Parse(bits, CultureInfo.InvariantCulture) / 32, fixture.Device.Lanes);
    }

    private static void AssertFollowsTheHost(string name, IDevice device)
    {
        int seed = RandomNumbers.FreshSeed();
        KernelCaseSource source = KernelCases.Named(name);
        KernelCase kernelCase = source.Create(new Random(seed));
        using HostDevice<double> judge = new();
        double tolerance = source.Kernel == KernelCatalog.MatrixProduct ? DeepSum : SinglePrecision;
        KernelCase.AssertNear(kernelCase.RunOn(judge), kernelCase.RunOn(device), tolerance, seed);
    }

    /// <summary>The same device with the tier that a GPU would have.</summary>
    public sealed class SharedMemoryDevice : IDisposable
    {
        internal VulkanDevice Device { get; } = VulkanDevice.Create(0, new DeviceOptions { Tier = MatrixTier.SharedMemory });

        public void Dispose() => Device.Dispose();
    }
}
