using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>The command buffers of a pass, submitted in order.</summary>
internal sealed class VulkanRecording : IRecording
{
    private readonly LogicalDevice device;
    private readonly CommandBuffer[] commandBuffers;
    private ulong ended;

    public VulkanRecording(LogicalDevice device, VulkanSession session, CommandBuffer[] commandBuffers)
    {
        this.device = device;
        this.commandBuffers = commandBuffers;
        Session = session;
    }

    /// <summary>The session whose addresses the commands hold.</summary>
    public VulkanSession Session { get; }

    public int Submissions => commandBuffers.Length;

    /// <summary>Submits it, and says when it has ended; see <see cref="LogicalDevice.Wait"/>.</summary>
    public ulong Submit() => ended = device.Submit(commandBuffers);

    public void Dispose()
    {
        device.Wait(ended);
        device.Free(commandBuffers);
    }
}
