using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan.Products;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>Groups of a dispatch in each dimension.</summary>
internal readonly record struct WorkGroups(long X, long Y, long Z)
{
    /// <summary>Invocations of a group whose items are single invocations.</summary>
    public const int GroupSize = 64;

    /// <summary>Invocations of a group that shares an item: a subgroup to a row; a group that is the only one is larger.</summary>
    public static int LanesOf(KernelDefinition kernel, int subgroupSize) => kernel.Work == WorkShape.Single ? GroupSize : subgroupSize;

    /// <summary>
    /// Groups for a kernel's items, or for the tiles of a product. More groups in a row than the device takes are folded into the second dimension: the group's
    /// number is x + y · (groups in x), and those past the end have nothing to do.
    /// </summary>
    public static WorkGroups For(KernelDefinition kernel, WorkSize work, MatrixTile? tile, long largestX)
    {
        if (tile is not null)
            return new WorkGroups(DivideUp(work.X, tile.Columns), DivideUp(work.Y, tile.Rows), work.Z);

        long groups = kernel.Work switch
        {
            WorkShape.Items => DivideUp(work.X, GroupSize),
            WorkShape.Rows => work.X,
            _ => 1,
        };
        long folds = DivideUp(groups, largestX);
        return new WorkGroups(DivideUp(groups, folds), folds, 1);
    }

    private static long DivideUp(long value, long divisor) => (value + divisor - 1) / divisor;
}
