using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>The command buffers of a pass, submitted in order.</summary>
internal sealed class VulkanRecording : IRecording
{
    private readonly LogicalDevice device;
    private readonly CommandBuffer[] commandBuffers;

    public VulkanRecording(LogicalDevice device, VulkanSession session, CommandBuffer[] commandBuffers)
    {
        this.device = device;
        this.commandBuffers = commandBuffers;
        Session = session;
    }

    /// <summary>The session whose addresses the commands hold.</summary>
    public VulkanSession Session { get; }

    public int Submissions => commandBuffers.Length;

    public void Run() => device.Submit(commandBuffers);

    public void Dispose() => device.Free(commandBuffers);
}
