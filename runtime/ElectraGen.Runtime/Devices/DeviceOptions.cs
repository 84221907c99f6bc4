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

    /// <summary>Takes the way of a GPU with memory of its own on any device, so that tests reach it: no mapping, all by staging.</summary>
    internal bool IsStaged { get; init; }

    /// <summary>Takes dispatches to be limited to so many groups, so that tests reach products in several dispatches; null: as the device says.</summary>
    internal WorkGroups? MaximumGroups { get; init; }

    /// <summary>Compiles kernels for something other than the device's own, so that tests reach every way; null: for its own.</summary>
    internal KernelTarget? Target { get; init; }
}
