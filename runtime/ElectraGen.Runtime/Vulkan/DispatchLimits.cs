namespace ElectraGen.Runtime.Vulkan;

/// <summary>What a single dispatch may ask of a device.</summary>
/// <param name="Groups">Most groups in each dimension.</param>
/// <param name="Iterations">Loop iterations after which the driver ends an invocation silently, or null; see <see cref="LoopLimit"/>.</param>
internal sealed record DispatchLimits(WorkGroups Groups, long? Iterations);
