using ElectraGen.Runtime.Devices;
using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>A Vulkan device with its one queue: what everything else here is made from.</summary>
internal sealed unsafe class LogicalDevice : IDisposable
{
    private readonly Queue queue;
    private readonly CommandPool commandPool;
    private readonly Semaphore timeline;
    private ulong submitted, ended;

    private LogicalDevice(Vk api, VulkanAdapter adapter, KernelTarget target, Device handle, Queue queue, CommandPool commandPool, Semaphore timeline)
    {
        Api = api;
        Adapter = adapter;
        Target = target;
        Handle = handle;
        this.queue = queue;
        this.commandPool = commandPool;
        this.timeline = timeline;
    }

    public Vk Api { get; }

    public VulkanAdapter Adapter { get; }

    /// <summary>What its kernels are compiled for.</summary>
    public KernelTarget Target { get; }

    public Device Handle { get; }

    /// <summary>What its allocations take.</summary>
    public AllocatedBytes Allocated { get; } = new();

    public static LogicalDevice Create(Vk api, VulkanAdapter adapter, KernelTarget target)
    {
        uint family = adapter.QueueFamily ?? throw new ArgumentException($"{adapter.Name} has no queue that computes.", nameof(adapter));
        return Complete(api, adapter, target, DeviceFeatures.CreateDevice(api, adapter, target, family), family);
    }

    /// <summary>Adds the queue, the pool and the timeline; where one is refused, what was made before it is given back.</summary>
    private static LogicalDevice Complete(Vk api, VulkanAdapter adapter, KernelTarget target, Device handle, uint family)
    {
        CommandPool commandPool = default;
        try
        {
            api.GetDeviceQueue(handle, family, 0, out Queue queue);
            CommandPoolCreateInfo poolInfo = new(flags: CommandPoolCreateFlags.ResetCommandBufferBit, queueFamilyIndex: family);
            api.CreateCommandPool(handle, in poolInfo, null, out commandPool).Check();
            SemaphoreTypeCreateInfo counted = new(semaphoreType: SemaphoreType.Timeline, initialValue: 0);
            SemaphoreCreateInfo timelineInfo = new(pNext: &counted);
            api.CreateSemaphore(handle, in timelineInfo, null, out Semaphore timeline).Check();
            return new LogicalDevice(api, adapter, target, handle, queue, commandPool, timeline);
        }
        catch
        {
            // Destroying a pool that there is not does nothing
            api.DestroyCommandPool(handle, commandPool, null);
            api.DestroyDevice(handle, null);
            throw;
        }
    }

    /// <summary>A command buffer.</summary>
    public CommandBuffer AllocateCommands()
    {
        CommandBufferAllocateInfo allocation = new(commandPool: commandPool, level: CommandBufferLevel.Primary, commandBufferCount: 1);
        Api.AllocateCommandBuffers(Handle, in allocation, out CommandBuffer commands).Check();
        return commands;
    }

    /// <summary>A command buffer that takes commands.</summary>
    public CommandBuffer BeginCommands()
    {
        CommandBuffer commands = AllocateCommands();
        BeginCommands(commands);
        return commands;
    }

    /// <summary>Makes a command buffer take commands, those that it had forgotten. What all before it wrote is visible to them.</summary>
    public void BeginCommands(CommandBuffer commands)
    {
        CommandBufferBeginInfo begin = new(flags: 0);
        Api.BeginCommandBuffer(commands, in begin).Check();
    }

    /// <summary>Ends a command buffer; what it wrote is visible to the host and to command buffers behind.</summary>
    public void EndCommands(CommandBuffer commands)
    {
        CommandFullBarrier(commands);
        Api.EndCommandBuffer(commands).Check();
    }

    /// <summary>
    /// Submits command buffers one by one; each begins when all that was submitted before has ended. Allocates nothing on the managed heap.
    /// </summary>
    /// <returns>When the last has ended, for <see cref="Wait"/>.</returns>
    public ulong Submit(ReadOnlySpan<CommandBuffer> commandBuffers)
    {
        Semaphore chain = timeline;
        PipelineStageFlags waiting = PipelineStageFlags.ComputeShaderBit | PipelineStageFlags.TransferBit;
        foreach (CommandBuffer commands in commandBuffers)
        {
            ulong before = submitted, after = submitted + 1;
            TimelineSemaphoreSubmitInfo points = new(
                waitSemaphoreValueCount: 1, pWaitSemaphoreValues: &before, signalSemaphoreValueCount: 1, pSignalSemaphoreValues: &after);
            SubmitInfo submit = new(
                pNext: &points, waitSemaphoreCount: 1, pWaitSemaphores: &chain, pWaitDstStageMask: &waiting,
                commandBufferCount: 1, pCommandBuffers: &commands, signalSemaphoreCount: 1, pSignalSemaphores: &chain);
            Api.QueueSubmit(queue, 1, &submit, default).Check();
            submitted = after;
        }
        return submitted;
    }

    /// <summary>Waits until what <see cref="Submit"/> returned this point for has ended. Allocates nothing on the managed heap.</summary>
    public void Wait(ulong point)
    {
        if (point <= ended)
            return;
        Semaphore waited = timeline;
        SemaphoreWaitInfo info = new(semaphoreCount: 1, pSemaphores: &waited, pValues: &point);
        Api.WaitSemaphores(Handle, in info, ulong.MaxValue).Check();
        ended = point;
    }

    /// <summary>Records commands, runs them once and waits.</summary>
    public void RunOnce(Action<CommandBuffer> record)
    {
        CommandBuffer commands = BeginCommands();
        record(commands);
        EndCommands(commands);
        Wait(Submit([commands]));
        Free([commands]);
    }

    /// <summary>What shaders wrote is finished and visible to the shaders behind.</summary>
    public void CommandShaderBarrier(CommandBuffer commands)
    {
        MemoryBarrier barrier = new(
            srcAccessMask: AccessFlags.ShaderWriteBit, dstAccessMask: AccessFlags.ShaderReadBit | AccessFlags.ShaderWriteBit);
        Api.CmdPipelineBarrier(
            commands, PipelineStageFlags.ComputeShaderBit, PipelineStageFlags.ComputeShaderBit, 0, 1, &barrier, 0, null, 0, null);
    }

    public void Free(ReadOnlySpan<CommandBuffer> commandBuffers) => Api.FreeCommandBuffers(Handle, commandPool, commandBuffers);

    private void CommandFullBarrier(CommandBuffer commands)
    {
        const PipelineStageFlags Device = PipelineStageFlags.ComputeShaderBit | PipelineStageFlags.TransferBit;
        MemoryBarrier barrier = new(
            srcAccessMask: AccessFlags.ShaderWriteBit | AccessFlags.TransferWriteBit,
            dstAccessMask: AccessFlags.ShaderReadBit | AccessFlags.ShaderWriteBit
                | AccessFlags.TransferReadBit | AccessFlags.TransferWriteBit | AccessFlags.HostReadBit);
        Api.CmdPipelineBarrier(commands, Device, Device | PipelineStageFlags.HostBit, 0, 1, &barrier, 0, null, 0, null);
    }

    public void Dispose()
    {
        Api.DestroySemaphore(Handle, timeline, null);
        Api.DestroyCommandPool(Handle, commandPool, null);
        Api.DestroyDevice(Handle, null);
    }
}
