using System.Numerics;
using ElectraGen.Runtime.Host.Kernels;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host;

/// <summary>Which loop runs a kernel of the catalogue.</summary>
internal sealed class HostKernelTable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<KernelDefinition, HostKernel<T>> kernels;

    private HostKernelTable(Dictionary<KernelDefinition, HostKernel<T>> kernels) => this.kernels = kernels;

    /// <summary>Every kernel of the catalogue as the plainest loop.</summary>
    public static HostKernelTable<T> Plain { get; } = new(new(
        [
            .. ElementKernels<T>.All, .. ActivationKernels<T>.All, .. ProductKernels<T>.All, .. RowKernels<T>.All, .. ColumnKernels<T>.All,
            .. TableKernels<T>.All, .. SortKernels<T>.All, .. CorruptionKernels<T>.All, .. SamplingKernels<T>.All,
            .. VocabularyKernels<T>.All, .. LossKernels<T>.All, .. OptimizerKernels<T>.All,
        ]));

    /// <summary>The kernel of an entry.</summary>
    public HostKernel<T> this[KernelDefinition kernel] => kernels[kernel];

    /// <summary>This table with faster kernels in the place of some; the others stay.</summary>
    public HostKernelTable<T> With(IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> faster)
    {
        Dictionary<KernelDefinition, HostKernel<T>> overlaid = new(kernels);
        foreach ((KernelDefinition kernel, HostKernel<T> loop) in faster)
            overlaid[kernel] = loop;
        return new(overlaid);
    }
}
