using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Vulkan;

[Collection(VulkanCollection.Name)]
public sealed class GuardZonesTests
{
    [Fact]
    public void AWriteBehindASegmentIsFoundOut()
    {
        using VulkanDevice device = VulkanDevice.Create(0, new DeviceOptions { Guard = true });
        SlotLayout layout = new(batch: 1);
        Slot slot = layout.Fixed(1, 16);
        using ISession session = device.OpenSession(layout.Segments, layout.Batch);
        using IRecording inside = session.Record(recorder => recorder.Clear(slot));
        session.Run(inside, default);

        using IRecording outside = session.Record(
            recorder => recorder.Dispatch(KernelCatalog.Fill, 0, [slot], [17, 1], new WorkSize(5)));
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => session.Run(outside, default));
        Assert.Contains("behind segment", failure.Message);
        Assert.Contains("Fixed", failure.Message);
        Assert.Contains("byte 64", failure.Message);
    }
}
