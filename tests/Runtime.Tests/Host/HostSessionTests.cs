using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Host;

public sealed class HostSessionTests
{
    [Fact]
    public void FloatsComeBackBitForBit()
    {
        SlotLayout layout = new(batch: 1);
        Slot slot = layout.Fixed(1, 6);
        using HostDevice<float> device = new();
        using ISession session = device.OpenSession(layout.Segments, 1);
        float[] written = [float.Epsilon, -0f, float.MaxValue, float.NaN, float.NegativeInfinity, 1f / 3], read = new float[6];
        session.Write(slot, written);
        session.Read(slot, read);
        Assert.Equal(written.Select(BitConverter.SingleToUInt32Bits), read.Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void MemoryStartsAtZero()
    {
        SlotLayout layout = new(batch: 3);
        Slot numbers = layout.PerSequence(2, 5), integers = layout.IntegersPerSequence(4);
        using HostDevice<double> device = new();
        using ISession session = device.OpenSession(layout.Segments, 3);
        Assert.All(SlotContents.ReadFrom(session, numbers).Numbers, number => Assert.Equal(0, number));
        Assert.All(SlotContents.ReadFrom(session, integers).Integers, integer => Assert.Equal(0, integer));
    }

    [Fact]
    public void CallsThatDoNotFitTheCatalogueAreRefused()
    {
        SlotLayout layout = new(batch: 1);
        Slot numbers = layout.Fixed(1, 4), integers = layout.IntegersPerSequence(4), outside = numbers with { Offset = 1 << 20 };
        using HostDevice<double> device = new();
        using ISession session = device.OpenSession(layout.Segments, 1);
        Refused(KernelCatalog.Copy, 0, [numbers], [4], new(1));
        Refused(KernelCatalog.Copy, 0, [numbers, Slot.None], [4], new(1));
        Refused(KernelCatalog.Copy, 0, [numbers, outside], [4], new(1));
        Refused(KernelCatalog.Copy, 0, [numbers, numbers], [], new(1));
        Refused(KernelCatalog.Copy, 1, [numbers, numbers], [4], new(1));
        Refused(KernelCatalog.Activation, 0b11, [numbers, numbers], [4], new(1));
        Refused(KernelCatalog.Copy, 0, [numbers, numbers], [4], new(0));
        Refused(KernelCatalog.SortScan, 0, [numbers], [4], new(1));
        session.Record(recorder => recorder.Dispatch(KernelCatalog.SortScan, 0, [integers], [4], new(1))).Dispose();

        void Refused(KernelDefinition kernel, uint options, Slot[] operands, uint[] constants, WorkSize work) =>
            Assert.Throws<ArgumentException>(() => session.Record(recorder => recorder.Dispatch(kernel, options, operands, constants, work)));
    }

    [Fact]
    public void WrongSizesAndForeignRecordingsAreRefused()
    {
        SlotLayout layout = new(batch: 1);
        Slot slot = layout.Fixed(1, 4);
        using HostDevice<double> device = new();
        using ISession session = device.OpenSession(layout.Segments, 1), other = device.OpenSession(layout.Segments, 1);
        Assert.Throws<ArgumentException>(() => session.Write(slot, new float[3]));
        Assert.Throws<ArgumentException>(() => session.Read(slot, new float[5]));
        Assert.Throws<ArgumentException>(() => session.Run(other.Record(recorder => recorder.Clear(slot)), default));
    }

    [Fact]
    public void MoreMemoryThanThereIsIsRefusedInASentence()
    {
        using HostDevice<double> device = new();
        SegmentSize[] segments = [.. Enumerable.Range(0, 4096).Select(layer => new SegmentSize(new Segment(SegmentKind.Layer, layer), 1L << 32))];
        ElectraGenException refusal = Assert.Throws<ElectraGenException>(() => device.OpenSession(segments, 7));
        Assert.Contains("A batch of 7 needs", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FasterKernelTakesThePlaceOfThePlainOne()
    {
        SlotLayout layout = new(batch: 1);
        Slot slot = layout.Fixed(1, 3);
        HostKernelTable<float> table = HostKernelTable<float>.Plain.With(
            [new(KernelCatalog.Fill, static (_, _) => new(static call => call.Numbers(0).Fill(42)))]);
        using HostDevice<float> device = new(table, threadCount: 2);
        using ISession session = device.OpenSession(layout.Segments, 1);
        using IRecording recording = session.Record(recorder =>
        {
            recorder.Fill(1, slot);
            recorder.Barrier();
            recorder.Scale(slot, 2, slot);
        });
        session.Run(recording, default);
        Assert.Equal([84, 84, 84], SlotContents.ReadFrom(session, slot).Numbers);
    }
}
