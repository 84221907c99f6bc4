using System.Runtime.InteropServices;
using ElectraGen.Runtime.Kernels;
using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>Turns dispatches into command buffers, each small enough for one submission.</summary>
internal sealed unsafe class VulkanRecorder : IRecorder
{
    /// <summary>
    /// Loop iterations of all invocations of a submission, roughly; below a second on two cores, far below the two seconds after
    /// which drivers of GPUs, which are many times faster, give a submission up.
    /// </summary>
    private const double IterationsPerSubmission = 1e9;

    private readonly LogicalDevice device;
    private readonly KernelPipelines pipelines;
    private readonly SegmentArena arena;
    private readonly long? iterationLimit;
    private readonly List<CommandBuffer> finished = [];
    private CommandBuffer commands;
    private double iterations;

    public VulkanRecorder(LogicalDevice device, KernelPipelines pipelines, SegmentArena arena, int batch, long? iterationLimit)
    {
        this.device = device;
        this.pipelines = pipelines;
        this.arena = arena;
        this.iterationLimit = iterationLimit;
        Batch = batch;
        commands = device.BeginCommands();
    }

    public int Batch { get; }

    public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
    {
        KernelCallCheck.Verify(kernel, options, operands, constants, work);
        VulkanAdapter adapter = device.Adapter;
        int lanes = WorkGroups.LanesOf(kernel, device.Target.Lanes);
        long perInvocation = kernel.Iterations(constants.ToArray(), lanes);
        if (perInvocation > iterationLimit)
            throw new ElectraGenException(
                $"The kernel {kernel} makes {perInvocation} loop iterations and the driver {adapter.Driver} ends a shader silently after {iterationLimit}; use a newer driver (Mesa 23 or later), a smaller batch, or --device host.");
        WorkGroups groups = WorkGroups.For(kernel, work, device.Target.Tier, adapter.MaximumGroups.X);
        if (groups.Y > adapter.MaximumGroups.Y || groups.Z > adapter.MaximumGroups.Z)
            throw new ElectraGenException(
                $"The kernel {kernel} needs {groups.X} × {groups.Y} × {groups.Z} groups, more than {adapter.Name} takes in a dispatch; use a smaller batch.");

        ComputePipeline pipeline = pipelines.Get(kernel, options);
        device.Api.CmdBindPipeline(commands, PipelineBindPoint.Compute, pipeline.Handle);
        PushConstants(pipeline, kernel, operands, constants);
        device.Api.CmdDispatch(commands, (uint)groups.X, (uint)groups.Y, (uint)groups.Z);

        double items = (double)work.X * work.Y * work.Z;
        iterations += items * perInvocation * (kernel.Work is WorkShape.Rows or WorkShape.Single ? lanes : 1);
    }

    public void Barrier()
    {
        device.CommandShaderBarrier(commands);
        if (iterations > IterationsPerSubmission)
        {
            device.Api.EndCommandBuffer(commands).Check();
            finished.Add(commands);
            commands = device.BeginCommands();
            iterations = 0;
        }
    }

    /// <summary>Ends the recording.</summary>
    public CommandBuffer[] End()
    {
        device.EndCommands(commands);
        finished.Add(commands);
        return [.. finished];
    }

    /// <summary>Gives up on a pass that could not be recorded.</summary>
    public void Abandon()
    {
        finished.Add(commands);
        device.Free(CollectionsMarshal.AsSpan(finished));
    }

    private void PushConstants(ComputePipeline pipeline, KernelDefinition kernel, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants)
    {
        Span<byte> bytes = stackalloc byte[kernel.PushConstantBytes];
        Span<ulong> addresses = MemoryMarshal.Cast<byte, ulong>(bytes);
        for (int operand = 0; operand < operands.Length; operand++)
            addresses[operand] = arena.AddressOf(operands[operand]);
        MemoryMarshal.AsBytes(constants).CopyTo(bytes[(operands.Length * sizeof(ulong))..]);
        fixed (byte* pointer = bytes)
            device.Api.CmdPushConstants(commands, pipeline.Layout, ShaderStageFlags.ComputeBit, 0, (uint)bytes.Length, pointer);
    }
}
