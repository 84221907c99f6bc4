using System.Runtime.InteropServices;
using ElectraGen.Runtime.Checking;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan.Products;
using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>Turns dispatches into command buffers, each small enough for one submission.</summary>
internal sealed unsafe class VulkanRecorder : IRecorder
{
    private readonly LogicalDevice device;
    private readonly KernelPipelines pipelines;
    private readonly SegmentArena arena;
    private readonly DispatchLimits limits;
    private readonly RunClock runClock;
    private readonly DispatchClock? clock;
    private readonly List<CommandBuffer> finished = [];
    private CommandBuffer commands;
    private double operations;

    public VulkanRecorder(
        LogicalDevice device, KernelPipelines pipelines, SegmentArena arena, RunClock runClock, int batch, DispatchLimits limits, DispatchClock? clock)
    {
        this.device = device;
        this.pipelines = pipelines;
        this.arena = arena;
        this.limits = limits;
        this.runClock = runClock;
        this.clock = clock;
        Batch = batch;
        commands = device.BeginCommands();
        clock?.Reset(commands);
    }

    public int Batch { get; }

    public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
    {
        KernelCallCheck.Verify(kernel, options, operands, constants, work);
        int lanes = WorkGroups.LanesOf(kernel, device.Target.Lanes);
        long perInvocation = kernel.Iterations(constants.ToArray(), lanes);
        if (perInvocation > limits.Iterations)
            throw new ElectraGenException(
                $"The kernel {kernel} makes {perInvocation} loop iterations and the driver {device.Adapter.Driver} ends a shader silently after {limits.Iterations}; use a newer driver (Mesa 23 or later), a smaller batch, or --device host.");
        ProductVariant? variant = pipelines.VariantOf(kernel, options, operands, constants, work, arena);
        ComputePipeline pipeline = pipelines.Get(kernel, options, pipelines.NarrowOperands(operands), variant);
        device.Api.CmdBindPipeline(commands, PipelineBindPoint.Compute, pipeline.Handle);
        WorkGroups most = limits.Groups;
        IEnumerable<ProductPart> parts = variant is not null
            ? ProductPart.Of(options, constants.ToArray(), work, most.Y * variant.Tile.Rows, most.Z)
            : [new ProductPart(constants.ToArray(), work, OutputStart: 0)];
        clock?.Read(commands);
        foreach (ProductPart part in parts)
        {
            WorkGroups groups = WorkGroups.For(kernel, part.Work, variant?.Tile, most.X);
            PushConstants(pipeline, kernel, operands, part);
            device.Api.CmdDispatch(commands, (uint)groups.X, (uint)groups.Y, (uint)groups.Z);
        }
        clock?.Read(commands);

        operations += KernelWork.Of(kernel, options, operands.ToArray(), constants.ToArray(), work, Batch, device.Target.Precision).Operations;
    }

    public void Barrier()
    {
        device.CommandShaderBarrier(commands);
        if (operations > device.Adapter.OperationsPerSubmission)
        {
            device.Api.EndCommandBuffer(commands).Check();
            finished.Add(commands);
            commands = device.BeginCommands();
            operations = 0;
        }
    }

    /// <summary>Ends the recording.</summary>
    public CommandBuffer[] End()
    {
        runClock.CommandEnd(commands);
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

    private void PushConstants(ComputePipeline pipeline, KernelDefinition kernel, ReadOnlySpan<Slot> operands, ProductPart part)
    {
        Span<byte> bytes = stackalloc byte[kernel.PushConstantBytes];
        Span<ulong> addresses = MemoryMarshal.Cast<byte, ulong>(bytes);
        for (int operand = 0; operand < operands.Length; operand++)
        {
            bool isMoved = part.OutputStart > 0 && kernel.Operands[operand].Access != OperandAccess.Read && !operands[operand].IsNone;
            long moved = isMoved ? part.OutputStart * device.Target.Precision.BytesOf(operands[operand].Element) : 0;
            addresses[operand] = arena.AddressOf(operands[operand]) + (ulong)moved;
        }
        MemoryMarshal.AsBytes(part.Constants.AsSpan()).CopyTo(bytes[(operands.Length * sizeof(ulong))..]);
        fixed (byte* pointer = bytes)
            device.Api.CmdPushConstants(commands, pipeline.Layout, ShaderStageFlags.ComputeBit, 0, (uint)bytes.Length, pointer);
    }
}
