using System.Runtime.Intrinsics;

namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>Matrix products at the width of this processor's vectors.</summary>
internal static class FastProduct
{
    /// <summary>Cuts a product, at the best width.</summary>
    public static HostKernelCut<float> Cut { get; } =
        Vector512.IsHardwareAccelerated ? CutAt<Lanes512, Vector512<float>>
        : Vector256.IsHardwareAccelerated ? CutAt<Lanes256, Vector256<float>>
        : CutAt<Lanes128, Vector128<float>>;

    /// <summary>Cuts a product, at a width; one that the processor lacks is slow, and right.</summary>
    public static PartedKernel<float> CutAt<TLanes, TVector>(HostDispatch<float> dispatch, int threadCount)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ProductShape shape = new(dispatch);
        ProductGrid grid = ProductGrid.For(shape, threadCount);
        return new(new ProductBlock<TLanes, TVector>(shape, grid).Run, grid.PartCount);
    }
}
