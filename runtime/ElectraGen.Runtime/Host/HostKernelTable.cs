using System.Numerics;
using ElectraGen.Runtime.Host.Fast;
using ElectraGen.Runtime.Host.Kernels;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host;

/// <summary>Which loop runs a kernel of the catalogue, and how it is cut into parts.</summary>
internal sealed class HostKernelTable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<KernelDefinition, HostKernelCut<T>> kernels;

    private HostKernelTable(Dictionary<KernelDefinition, HostKernelCut<T>> kernels) => this.kernels = kernels;

    /// <summary>Every kernel of the catalogue as the plainest loop, in one part.</summary>
    public static HostKernelTable<T> Plain { get; } =
        new(new(PlainLoops.Select(static entry => KeyValuePair.Create(entry.Key, InOnePart(entry.Value)))));

    /// <summary>What computes best in this type: the fast kernels in single precision, the plain ones in double.</summary>
    public static HostKernelTable<T> Best { get; } =
        typeof(T) == typeof(float) ? (HostKernelTable<T>)(object)HostKernelTable<float>.Plain.With(FastKernels.All) : Plain;

    private static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> PlainLoops =>
    [
        .. ElementKernels<T>.All, .. ActivationKernels<T>.All, .. ProductKernels<T>.All, .. LayerNormKernels<T>.All, .. SoftmaxKernels<T>.All, .. AttentionKernels<T>.All, .. ColumnKernels<T>.All,
        .. TableKernels<T>.All, .. SortKernels<T>.All, .. CorruptionKernels<T>.All, .. SamplingKernels<T>.All,
        .. VocabularyKernels<T>.All, .. LossKernels<T>.All, .. OptimizerKernels<T>.All,
    ];

    /// <summary>How a kernel is cut.</summary>
    public HostKernelCut<T> this[KernelDefinition kernel] => kernels[kernel];

    /// <summary>Whether a kernel is one of the fast ones.</summary>
    public bool HasFast(KernelDefinition kernel) => this != Plain && kernels[kernel] != Plain[kernel];

    /// <summary>This table with faster kernels in the place of some; the others stay.</summary>
    public HostKernelTable<T> With(IEnumerable<KeyValuePair<KernelDefinition, HostKernelCut<T>>> faster)
    {
        Dictionary<KernelDefinition, HostKernelCut<T>> overlaid = new(kernels);
        foreach ((KernelDefinition kernel, HostKernelCut<T> cut) in faster)
            overlaid[kernel] = cut;
        return new(overlaid);
    }

    private static HostKernelCut<T> InOnePart(HostKernel<T> kernel) => (_, _) => new(kernel);
}
