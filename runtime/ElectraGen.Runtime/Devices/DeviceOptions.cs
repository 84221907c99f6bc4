using ElectraGen.Runtime.Vulkan;

namespace ElectraGen.Runtime;

/// <summary>How a device is opened.</summary>
public sealed record DeviceOptions
{
    /// <summary>
    /// Where given, the Vulkan validation layer watches every call and its warnings and errors come here, possibly on another
    /// thread. The host has no such layer.
    /// </summary>
    public Action<string>? OnValidationMessage { get; init; }

    /// <summary>How wide activations are. The host in single precision takes <see cref="Precision.Fp32"/> only.</summary>
    public Precision Precision { get; init; }

    /// <summary>Lays guard zones around every segment and looks at them after every run: slow, for hunting a stray write.</summary>
    public bool Guard { get; init; }

    /// <summary>The tier of matrix products by its name, as <c>electragen devices</c> prints it; null: whichever is fastest. The host has no tiers.</summary>
    public string? Tier { get; init; }

    /// <summary>
    /// Measures which tile is fastest for which products, once for a device and driver; the findings are kept in the user's cache. Otherwise one
    /// tile has to do for all.
    /// </summary>
    public bool IsTuned { get; init; }

    /// <summary>Where the findings are kept.</summary>
    internal string TuningFolder { get; init; } = CacheFile.Folder("tuning");

    /// <summary>Takes the way of a GPU with memory of its own on any device, so that tests reach it: no mapping, all by staging.</summary>
    internal bool IsStaged { get; init; }

    /// <summary>Takes dispatches to be limited to so many groups, so that tests reach products in several dispatches; null: as the device says.</summary>
    internal WorkGroups? MaximumGroups { get; init; }

    /// <summary>Compiles kernels for something other than the device's own, so that tests reach every way; null: for its own.</summary>
    internal KernelTarget? Target { get; init; }
}
