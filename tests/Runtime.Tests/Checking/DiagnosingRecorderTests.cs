using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Checking;

[Collection(VulkanCollection.Name)]
public sealed class DiagnosingRecorderTests(VulkanFixture fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NamesTheFirstSlotThatIsNotFinite(bool isHost)
    {
        using HostDevice<float> host = new();
        IDevice device = isHost ? host : fixture.Device;
        SlotLayout layout = new(batch: 2);
        Slot input = layout.PerSequence(3, 5), larger = layout.PerSequence(3, 5), infinite = layout.PerSequence(3, 5);
        using ISession session = device.OpenSession(layout.Segments, layout.Batch);
        OperandUse? first = DiagnosingRecorder.Run(session, default, recorder =>
        {
            recorder.Fill(1e30, input);
            recorder.Barrier();
            recorder.Scale(input, 1e8, larger);
            recorder.Barrier();
            recorder.Scale(larger, 10, infinite);
            recorder.Barrier();
            recorder.ScaledSum(infinite, infinite, 1, -1, input);
        });
        Assert.NotNull(first);
        Assert.Equal(2, first.Value.Dispatch);
        Assert.Equal(infinite, first.Value.Slot);
        Assert.Equal(KernelCatalog.ScaledSum, first.Value.Kernel);
    }

    [Fact]
    public void AFinitePassHasNone()
    {
        SlotLayout layout = new(batch: 2);
        Slot slot = layout.PerSequence(3, 5);
        using ISession session = fixture.Device.OpenSession(layout.Segments, layout.Batch);
        Assert.Null(DiagnosingRecorder.Run(session, default, recorder => recorder.Fill(1, slot)));
    }
}
