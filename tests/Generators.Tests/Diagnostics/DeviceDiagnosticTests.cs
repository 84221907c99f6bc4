using ElectraGen.Generators.Kernels;
using ElectraGen.Generators.Tests.Harness;

namespace ElectraGen.Generators.Tests.Diagnostics;

/// <summary>EG02xx: what Vulkan 1.2 does not promise everywhere, at a batch of 1.</summary>
public sealed class DeviceDiagnosticTests
{
    [Fact]
    public Task MoreElementsThanKernelsIndex() => MarkedSource.Verify(
        Small("SequenceLength = 16, Positions = 32", "{|EG0205:SequenceLength = 65_536|}, Positions = 65_536")
            .Replace("class Small", "class {|EG0201,EG0202:Small|}", StringComparison.Ordinal));

    [Fact]
    public Task SegmentBeyondTheAllocation() => MarkedSource.Verify(
        Small("SequenceLength = 16, Positions = 32", "SequenceLength = 8192, Positions = 8192")
            .Replace("class Small", "class {|EG0202:Small|}", StringComparison.Ordinal),
        "Scratch memory of `Small` needs 2055 MiB for one sequence; portable Vulkan promises allocations of 1024 MiB");

    [Fact]
    public Task ParametersBeyondTheAllocation() => MarkedSource.Verify(
        Sources.Published("ElectraLarge").Replace("class ElectraLarge", "class {|EG0203:ElectraLarge|}", StringComparison.Ordinal),
        "The parameters of `ElectraLarge` need 1353 MiB in one allocation; portable Vulkan promises 1024 MiB, and large devices have more");

    /// <summary>A dispatch has no more than 65,535 groups, and is one of several where there are more: heads are not at fault, their memory is.</summary>
    [Fact]
    public Task MoreHeadsThanADispatchHasGroups() => MarkedSource.Verify(
        Small(
            "Layers = 2, HiddenSize = 8, Heads = 1, FeedForwardSize = 32",
            "Layers = 2, HiddenSize = 65_536, Heads = 65_536, FeedForwardSize = 32")
            .Replace("class Small", "class {|EG0201,EG0202,EG0203:Small|}", StringComparison.Ordinal));

    [Fact]
    public Task LoopBeyondEveryDriver() => MarkedSource.Verify(
        Small("SequenceLength = 16, Positions = 32", "{|EG0205:SequenceLength = 32_768|}, Positions = 32_768")
            .Replace("class Small", "class {|EG0201,EG0202:Small|}", StringComparison.Ordinal));

    [Fact]
    public void PushConstantsFitEverywhere() =>
        Assert.All(KernelCatalog.All, kernel => Assert.InRange(kernel.PushConstantBytes, 0, 128));

    private static string Small(string before, string after)
    {
        Assert.Contains(before, Sources.Small, StringComparison.Ordinal);
        return Sources.Small.Replace(before, after, StringComparison.Ordinal);
    }
}
