using System.Runtime.Intrinsics;
using ElectraGen.Runtime.Host.Fast.Products;
using ElectraGen.Runtime.Host.Kernels;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Fast.Attention;

/// <summary>Attention without probabilities in memory, at the width of this processor's vectors.</summary>
internal static class AttentionLoops
{
    private const int PartsPerThread = 3, FewestRows = 24;

    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernelCut<float>>> All =>
        Vector512.IsHardwareAccelerated ? AllAt<Lanes512, Vector512<float>>()
        : Vector256.IsHardwareAccelerated ? AllAt<Lanes256, Vector256<float>>()
        : AllAt<Lanes128, Vector128<float>>();

    /// <summary>Whether what a head of so many tokens and numbers takes fits a thread's memory.</summary>
    public static bool Fits(int length, int headSize) =>
        (long)length * headSize < int.MaxValue / Lanes512.Count && new AttentionMemory(length, headSize, 2 * Lanes512.Count).RowsAtOnce > 0;

    /// <summary>Both directions, at a width; one that the processor lacks is slow, and right.</summary>
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernelCut<float>>> AllAt<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
    [
        new(KernelCatalog.Attention, Forward<TLanes, TVector>), new(KernelCatalog.AttentionBackward, Backward<TLanes, TVector>),
    ];

    private static PartedKernel<float> Forward<TLanes, TVector>(HostDispatch<float> dispatch, int threadCount)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        AttentionShape shape = AttentionShape.Of(dispatch);
        int matrices = (int)dispatch.Work.Z, wanted = threadCount == 1 ? 1 : threadCount * PartsPerThread / matrices;
        int rowBlocks = Math.Clamp(wanted, 1, Math.Max(1, shape.Length / FewestRows));
        return new(new AttentionBlock<TLanes, TVector>(shape, rowBlocks).Run, matrices * rowBlocks);
    }

    private static PartedKernel<float> Backward<TLanes, TVector>(HostDispatch<float> dispatch, int threadCount)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        new(new AttentionBackwardBlock<TLanes, TVector>(AttentionShape.Of(dispatch)).Run, (int)dispatch.Work.Z);
}
