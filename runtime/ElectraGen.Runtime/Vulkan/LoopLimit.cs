using System.Runtime.InteropServices;
using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>
/// Mesa's CPU driver before version 23 ends an invocation silently after 65,535 loop iterations, all its loops together. The
/// start-up self-test counts further than that and looks how far it came.
/// </summary>
internal static unsafe class LoopLimit
{
    /// <summary>Iterations that such a driver allows an invocation.</summary>
    public const long Iterations = 65_535;

    private const uint Probed = 70_000;

    [StructLayout(LayoutKind.Sequential)]
    private struct Arguments
    {
        public ulong Reached;
        public uint Count;
        public uint Padding;
    }

    /// <summary>The limit, or null where a longer loop runs to its end.</summary>
    public static long? Measure(LogicalDevice device, ShaderCache cache)
    {
        ShaderSource source = ShaderSource.Load("probes/loop_limit.comp", []);
        using ComputePipeline pipeline = ComputePipeline.Create(device, cache.Get(source), sizeof(Arguments));
        using DeviceAllocation reached = DeviceAllocation.Create(device, 256, MemoryPlace.Host);
        Arguments arguments = new() { Reached = reached.Address, Count = Probed };
        device.RunOnce(commands =>
        {
            Arguments pushed = arguments;
            device.Api.CmdBindPipeline(commands, PipelineBindPoint.Compute, pipeline.Handle);
            device.Api.CmdPushConstants(
                commands, pipeline.Layout, ShaderStageFlags.ComputeBit, 0, (uint)sizeof(Arguments), &pushed);
            device.Api.CmdDispatch(commands, 1, 1, 1);
        });
        return *(uint*)reached.Mapping == Probed ? null : Iterations;
    }
}
