using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan;
using ElectraGen.Runtime.Vulkan.Products;

namespace ElectraGen.Runtime.Checking;

/// <summary>Runs nothing: notes how large every dispatch would be on a device, to hold it against what Vulkan promises everywhere.</summary>
/// <param name="batch">Sequences.</param>
/// <param name="lanes">Invocations per group of row kernels.</param>
/// <param name="tile">The tile of matrix products.</param>
/// <param name="largestX">Most groups in the first dimension.</param>
internal sealed class DispatchSizeRecorder(int batch, int lanes, MatrixTile tile, long largestX) : IRecorder
{
    private readonly List<DispatchSize> sizes = [];

    public int Batch { get; } = batch;

    public IReadOnlyList<DispatchSize> Sizes => sizes;

    public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
    {
        KernelCallCheck.Verify(kernel, options, operands, constants, work);
        sizes.Add(new DispatchSize(
            kernel, kernel.Iterations(constants.ToArray(), WorkGroups.LanesOf(kernel, lanes)), WorkGroups.For(kernel, work, kernel.Work == WorkShape.Tiles ? tile : null, largestX)));
    }

    public void Barrier()
    {
    }
}

/// <summary>A dispatch: loop iterations of one invocation, at most, and its groups.</summary>
internal readonly record struct DispatchSize(KernelDefinition Kernel, long Iterations, WorkGroups Groups);
