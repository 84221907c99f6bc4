namespace ElectraGen.Runtime.Vulkan;

/// <summary>What the kernels of a device are compiled for.</summary>
/// <param name="Lanes">Invocations per group of row kernels: the subgroup's size, 4 … 128.</param>
/// <param name="HasSubgroupArithmetic">Whether subgroups can add and compare; otherwise groups reduce through shared memory.</param>
/// <param name="Tier">How matrix products are computed.</param>
/// <param name="Precision">How wide activations are.</param>
internal sealed record KernelTarget(int Lanes, bool HasSubgroupArithmetic, MatrixTier Tier, Precision Precision = Precision.Fp32);
