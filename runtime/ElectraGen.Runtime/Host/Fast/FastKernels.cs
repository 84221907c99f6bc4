using ElectraGen.Runtime.Host.Fast.Attention;
using ElectraGen.Runtime.Host.Fast.Loops;
using ElectraGen.Runtime.Host.Fast.Products;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Fast;

/// <summary>The kernels that have a version for vector units and several threads, in single precision.</summary>
internal static class FastKernels
{
    /// <summary>All of them, at the width that this processor computes in.</summary>
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernelCut<float>>> All =>
    [
        new(KernelCatalog.MatrixProduct, FastProduct.Cut),
        .. ElementLoops.All, .. LayerNormLoops.All, .. SoftmaxLoops.All, .. ColumnLoops.All, .. TableLoops.All, .. MaskingLoops.All,
        .. VocabularyLoops.All, .. OptimizerLoops.All, .. AttentionLoops.All,
    ];
}
