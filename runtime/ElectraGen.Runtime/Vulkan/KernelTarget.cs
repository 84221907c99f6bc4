using ElectraGen.Runtime.Vulkan.Products;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>What the kernels of a device are compiled for.</summary>
/// <param name="Lanes">Invocations per group of row kernels: the subgroup's size, 4 … 128.</param>
/// <param name="HasSubgroupArithmetic">Whether subgroups can add and compare; otherwise groups reduce through shared memory.</param>
/// <param name="Tiers">How matrix products may be computed: the preferred way first, one of single precision last.</param>
/// <param name="Precision">How wide activations are.</param>
internal sealed record KernelTarget(int Lanes, bool HasSubgroupArithmetic, IReadOnlyList<MatrixTier> Tiers, Precision Precision = Precision.Fp32);
