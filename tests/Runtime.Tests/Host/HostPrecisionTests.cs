using ElectraGen.Runtime.Host;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Host;

public sealed class HostPrecisionTests
{
    /// <summary>
    /// What single precision may lose: about √n roundings of 2⁻²⁴ over sums of n ≤ 33,000 terms (10⁻⁵), and exponentials of arguments up
    /// to 200, whose rounding they multiply (200 · 2⁻²⁴ ≈ 10⁻⁵).
    /// </summary>
    private const double SinglePrecision = 3e-5;

    public static TheoryData<string> Cases => KernelCases.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void SinglePrecisionFollowsDouble(string name)
    {
        int seed = RandomNumbers.FreshSeed();
        KernelCase kernelCase = KernelCases.Named(name).Create(new Random(seed));
        using HostDevice<double> judge = new();
        using HostDevice<float> host = new();
        kernelCase.AssertFollows(judge, host, SinglePrecision, seed);
    }
}
