using Microsoft.CodeAnalysis;

namespace ElectraGen.Generators.Diagnostics;

/// <summary>EG02xx: a model that, at a batch of 1, exceeds what Vulkan 1.2 promises on every device. Known only after planning.</summary>
internal static class DeviceDescriptors
{
    private const string Category = "ElectraGen.Device";

    public static readonly DiagnosticDescriptor TooManyElements = new(
        "EG0201", "Too many elements for the kernels",
        "{0} of `{1}` has {2} elements; the kernels index up to {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor LargeSegment = new(
        "EG0202", "Memory beyond the portable allocation",
        "{0} of `{1}` needs {2} MiB for one sequence; portable Vulkan promises allocations of {3} MiB",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor LargeParameters = new(
        "EG0203", "Parameters beyond the portable allocation",
        "The parameters of `{0}` need {1} MiB in one allocation; portable Vulkan promises {2} MiB, and large devices have more",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor LongLoop = new(
        "EG0205", "Loop beyond what every driver runs",
        "A sequence of {0} tokens makes an invocation of `{1}` loop {2} times; some drivers stop at {3}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true);
}
