using System.Diagnostics;
using System.Globalization;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Kernels;

/// <summary>The kernel tests once more at other subgroup sizes, each in a process of its own: a driver reads its width when it is loaded.</summary>
[Collection(VulkanCollection.Name)]
public sealed class SubgroupWidthTests(VulkanFixture fixture)
{
    /// <summary>Bits of a vector of Mesa's CPU driver; a subgroup has one lane for each 32 of them.</summary>
    internal const string WidthVariable = "LP_NATIVE_VECTOR_WIDTH";

    [Theory]
    [InlineData(128)]
    [InlineData(512)]
    public async Task KernelsFollowTheHostAtAnotherWidth(int bits)
    {
        if (fixture.Device.Description.Kind != "cpu")
            return;

        ProcessStartInfo start = new(Environment.ProcessPath ?? "dotnet")
        {
            ArgumentList =
            {
                "test", typeof(SubgroupWidthTests).Assembly.Location,
                "--filter", $"FullyQualifiedName~{nameof(KernelsOnDeviceTests)}|FullyQualifiedName~{nameof(KernelsInSixteenBitsTests)}",
            },
            Environment = { [WidthVariable] = bits.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0 && output.Contains("Passed!", StringComparison.Ordinal), output);
    }
}
