using ElectraGen.Runtime.Devices;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>A Vulkan device with its one queue: what everything else here is made from.</summary>
internal sealed unsafe class LogicalDevice : IDisposable
{
    private readonly Queue queue;
    private readonly CommandPool commandPool;
    private readonly Fence fence;

    private LogicalDevice(Vk api, VulkanAdapter adapter, KernelTarget target, Device handle, Queue queue, CommandPool commandPool, Fence fence)
    {
        Api = api;
        Adapter = adapter;
        Target = target;
        Handle = handle;
        this.queue = queue;
        this.commandPool = commandPool;
        this.fence = fence;
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
        float priority = 1;
        DeviceQueueCreateInfo queueInfo = new(queueFamilyIndex: family, queueCount: 1, pQueuePriorities: &priority);
        PhysicalDeviceVulkan12Features features = new(bufferDeviceAddress: true);
        byte** extensions = (byte**)SilkMarshal.StringArrayToPtr(adapter.Extensions);
        try
        {
            DeviceCreateInfo info = new(
                pNext: &features, queueCreateInfoCount: 1, pQueueCreateInfos: &queueInfo,
                enabledExtensionCount: (uint)adapter.Extensions.Count, ppEnabledExtensionNames: extensions);
            api.CreateDevice(adapter.Handle, in info, null, out Device handle).Check();
            return Complete(api, adapter, target, handle, family);
        }
        finally
        {
            SilkMarshal.Free((nint)extensions);
        }
    }

    /// <summary>Adds the queue, the pool and the fence; where one is refused, what was made before it is given back.</summary>
    private static LogicalDevice Complete(Vk api, VulkanAdapter adapter, KernelTarget target, Device handle, uint family)
    {
        CommandPool commandPool = default;
        try
        {
            api.GetDeviceQueue(handle, family, 0, out Queue queue);
            CommandPoolCreateInfo poolInfo = new(queueFamilyIndex: family);
            api.CreateCommandPool(handle, in poolInfo, null, out commandPool).Check();
            FenceCreateInfo fenceInfo = new(flags: 0);
            api.CreateFence(handle, in fenceInfo, null, out Fence fence).Check();
            return new LogicalDevice(api, adapter, target, handle, queue, commandPool, fence);
        }
        catch
        {
            // Destroying a pool that there is not does nothing
            api.DestroyCommandPool(handle, commandPool, null);
            api.DestroyDevice(handle, null);
            throw;
        }
    }

    /// <summary>A command buffer that takes commands.</summary>
    public CommandBuffer BeginCommands()
    {
        CommandBufferAllocateInfo allocation = new(commandPool: commandPool, level: CommandBufferLevel.Primary, commandBufferCount: 1);
        Api.AllocateCommandBuffers(Handle, in allocation, out CommandBuffer commands).Check();
        CommandBufferBeginInfo begin = new(flags: 0);
        Api.BeginCommandBuffer(commands, in begin).Check();
        CommandFullBarrier(commands);
        return commands;
    }

    /// <summary>Ends a command buffer; what it wrote is visible to the host and to command buffers behind.</summary>
    public void EndCommands(CommandBuffer commands)
    {
        CommandFullBarrier(commands);
        Api.EndCommandBuffer(commands).Check();
    }

    /// <summary>Submits command buffers one by one, in order, and waits for the last. Allocates nothing on the managed heap.</summary>
    public void Submit(ReadOnlySpan<CommandBuffer> commandBuffers)
    {
        // Barriers reach over command buffers of one queue, so the submissions need no semaphores between them
        for (int index = 0; index < commandBuffers.Length; index++)
        {
            CommandBuffer commands = commandBuffers[index];
            SubmitInfo submit = new(commandBufferCount: 1, pCommandBuffers: &commands);
            Api.QueueSubmit(queue, 1, &submit, index == commandBuffers.Length - 1 ? fence : default).Check();
        }
        Fence waited = fence;
        Api.WaitForFences(Handle, 1, &waited, true, ulong.MaxValue).Check();
        Api.ResetFences(Handle, 1, &waited).Check();
    }

    /// <summary>Records commands, runs them once and waits.</summary>
    public void RunOnce(Action<CommandBuffer> record)
    {
        CommandBuffer commands = BeginCommands();
        record(commands);
        EndCommands(commands);
        Submit([commands]);
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
        Api.DestroyFence(Handle, fence, null);
        Api.DestroyCommandPool(Handle, commandPool, null);
        Api.DestroyDevice(Handle, null);
    }
}
