using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>The command buffers of a pass, submitted in order.</summary>
internal sealed class VulkanRecording : ITimedRecording
{
    private readonly LogicalDevice device;
    private readonly CommandBuffer[] commandBuffers;
    private readonly DispatchClock? clock;
    private ulong ended;

    public VulkanRecording(LogicalDevice device, VulkanSession session, CommandBuffer[] commandBuffers, DispatchClock? clock)
    {
        this.device = device;
        this.commandBuffers = commandBuffers;
        this.clock = clock;
        Session = session;
    }

    /// <summary>The session whose addresses the commands hold.</summary>
    public VulkanSession Session { get; }

    public int Submissions => commandBuffers.Length;

    /// <summary>Submits it, and says when it has ended; see <see cref="LogicalDevice.Wait"/>.</summary>
    public ulong Submit() => ended = device.Submit(commandBuffers);

    public IReadOnlyList<DispatchTime> ReadTimes()
    {
        device.Wait(ended);
        return clock?.Times() ?? throw new InvalidOperationException("The recording was made without a clock.");
    }

    public void Dispose()
    {
        device.Wait(ended);
        device.Free(commandBuffers);
        clock?.Dispose();
    }
}
