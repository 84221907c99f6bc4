using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Kernels;

/// <summary>
/// Cases of every kernel, in odd sizes and at the edges, with fresh random contents for every seed. Each runs on any device, so that one
/// loop holds a device against the host. One file a family, as in the catalogue.
/// </summary>
internal static partial class KernelCases
{
    /// <summary>All cases, family by family.</summary>
    public static IReadOnlyList<KernelCaseSource> All { get; } =
        [.. Elements(), .. Products(), .. Rows(), .. Softmaxes(), .. Attentions(), .. Tables(), .. Corruption(), .. Sampling(), .. Losses(), .. Optimizer()];

    /// <summary>Names of all cases, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(source => source.Name)];

    /// <summary>Names of those that have a shader.</summary>
    public static TheoryData<string> ShaderNames =>
        [.. All.Where(source => source.Kernel.Work != WorkShape.Host).Select(source => source.Name)];

    /// <summary>The case of a name.</summary>
    public static KernelCaseSource Named(string name) => All.Single(source => source.Name == name);
}

/// <summary>Makes cases of a kernel.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Variant">What is special, or the sizes.</param>
/// <param name="Create">Makes the case with fresh contents.</param>
internal sealed record KernelCaseSource(KernelDefinition Kernel, string Variant, Func<Random, KernelCase> Create)
{
    /// <summary>Kernel and variant.</summary>
    public string Name => $"{Kernel.Name}: {Variant}";
}
