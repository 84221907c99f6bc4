using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Vulkan;

[Collection(VulkanCollection.Name)]
public sealed class VulkanDeviceTests(VulkanFixture fixture)
{
    [Fact]
    public void FillThenCopy()
    {
        SlotLayout layout = new(batch: 3);
        Slot from = layout.PerSequence(7, 5), to = layout.PerSequence(7, 5);
        using ISession session = fixture.Device.OpenSession(layout.Segments, layout.Batch);
        using IRecording recording = session.Record(recorder =>
        {
            recorder.Fill(1.25, from);
            recorder.Barrier();
            recorder.Copy(from, to);
        });
        session.Run(recording, default);

        float[] read = new float[to.CountAt(layout.Batch)];
        session.Read(to, read);
        Assert.All(read, value => Assert.Equal(1.25f, value));
        Assert.Empty(fixture.ValidationMessages);
    }
}
