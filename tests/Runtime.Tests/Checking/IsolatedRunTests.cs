using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Checking;

[Collection(VulkanCollection.Name)]
public sealed class IsolatedRunTests(VulkanFixture fixture)
{
    private const int Batch = 3;
    private readonly SlotLayout layout = new(Batch);

    [Fact]
    public void DeadSlotsAreNotANumberAndLiveOnesStay()
    {
        Slot first = layout.PerSequence(4, 5), second = layout.PerSequence(4, 5), third = layout.PerSequence(4, 5);
        using ISession session = fixture.Device.OpenSession(layout.Segments, Batch);
        IsolatedRun.Run(session, layout.Segments, default, recorder =>
        {
            recorder.Fill(2, first);
            recorder.Copy(first, second);
            // From here on `first` is dead until it is filled again, which never reads it
            recorder.Scale(second, 3, third);
            recorder.Fill(7, first);
        });
        Assert.All(Read(session, first), value => Assert.Equal(7, value));
        Assert.All(Read(session, second), value => Assert.Equal(2, value));
        Assert.All(Read(session, third), value => Assert.Equal(6, value));
    }

    [Fact]
    public void ADispatchThatReadsWhatIsDeadIsFoundOut()
    {
        Slot first = layout.Fixed(4, 5), second = layout.Fixed(4, 5);
        using ISession session = fixture.Device.OpenSession(layout.Segments, Batch);
        IsolatedRun.Run(session, layout.Segments, default, recorder =>
        {
            recorder.Fill(2, first);
            // Declares the first row and reads all four
            recorder.Dispatch(KernelCatalog.Copy, 0, [first.RowRange(0, 1), second], [20], new WorkSize(5));
            recorder.Fill(7, first);
        });
        // Rows 1 … 3 of the first slot are written and never read, as far as anyone has said
        float[] copied = Read(session, second);
        Assert.All(copied[..5], value => Assert.Equal(2, value));
        Assert.All(copied[5..], value => Assert.Equal(float.NaN, value));
    }

    [Fact]
    public void AWriteOutsideTheOperandsIsFoundOut()
    {
        Slot slot = layout.Fixed(4, 5);
        using ISession session = fixture.Device.OpenSession(layout.Segments, Batch);
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => IsolatedRun.Run(
            session, layout.Segments, default,
            recorder => recorder.Dispatch(KernelCatalog.Fill, 0, [slot.RowRange(0, 2)], [11, 1], new WorkSize(3))));
        Assert.Equal("Dispatch 0 (fill) wrote outside its operands: byte 40 of segment Fixed 0.", failure.Message);
    }

    private static float[] Read(ISession session, Slot slot)
    {
        float[] values = new float[slot.CountAt(Batch)];
        session.Read(slot, values);
        return values;
    }
}
