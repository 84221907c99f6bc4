using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Vulkan;

[Collection(VulkanCollection.Name)]
public sealed class VulkanSessionTests(VulkanFixture fixture, ITestOutputHelper log)
{
    [Fact]
    public void MemoryStartsAtZero()
    {
        SlotLayout layout = new(batch: 3);
        Slot numbers = layout.PerSequence(7, 5), integers = layout.IntegersPerSequence(9);
        using ISession session = fixture.Device.OpenSession(layout.Segments, layout.Batch);
        Assert.All(ReadNumbers(session, numbers), value => Assert.Equal(0, value));
        int[] read = new int[integers.CountAt(layout.Batch)];
        session.Read(integers, read);
        Assert.All(read, value => Assert.Equal(0, value));
    }

    [Fact]
    public void ARunAllocatesNothing()
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
        StepScalars scalars = new() { Step = 1, LearningRate = 1e-3f };
        session.Run(recording, scalars);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 100; run++)
            session.Run(recording, scalars);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void ALongPassIsSeveralSubmissionsAndStillInOrder()
    {
        const int Size = 1024, Turns = 3;
        SlotLayout layout = new(batch: 1);
        Slot input = layout.PerSequence(Size, Size), output = layout.PerSequence(Size, Size);
        Parameter twiceIdentity = layout.Parameter(Size, Size);
        using ISession session = fixture.Device.OpenSession(layout.Segments, layout.Batch);
        session.Write(input, Enumerable.Repeat(1f, Size * Size).ToArray());
        session.Write(twiceIdentity, Enumerable.Range(0, Size * Size).Select(index => index % (Size + 1) == 0 ? 2f : 0f).ToArray());
        using IRecording recording = session.Record(recorder =>
        {
            for (int turn = 0; turn < Turns; turn++)
            {
                recorder.Linear(input, twiceIdentity, Parameter.None, output);
                recorder.Barrier();
                recorder.Copy(output, input);
                recorder.Barrier();
            }
        });
        Assert.InRange(Assert.IsType<VulkanRecording>(recording).Submissions, 2, Turns + 1);
        session.Run(recording, default);
        Assert.All(ReadNumbers(session, input), value => Assert.Equal(1 << Turns, value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ABatchThatIsWrittenWhileARunIsOnIsTheNextOnes(bool isStaged)
    {
        const int Runs = 5, Size = 700;
        using VulkanDevice device = VulkanDevice.Create(0, new DeviceOptions { IsStaged = isStaged });
        SlotLayout layout = new(batch: 1);
        Slot first = layout.IntegersPerSequence(3), second = layout.IntegersPerSequence(5), work = layout.PerSequence(Size, Size);
        Slot product = layout.PerSequence(Size, Size), seen = layout.ConstantIntegers(Runs * 5, 1);
        Parameter factor = layout.Parameter(Size, Size);
        List<IRecording> recordings = [];
        using ISession session = device.OpenSession(layout.Segments, layout.Batch);
        session.Write(first, Enumerable.Repeat(7, 3).ToArray());
        for (int run = 0; run < Runs; run++)
        {
            // Long enough for the host to be ahead
            Slot to = seen.RowRange(run * 5, 5);
            recordings.Add(session.Record(recorder =>
            {
                recorder.Project(work, factor, product);
                recorder.Barrier();
                recorder.Copy(second, to);
            }));
            session.Write(second, Enumerable.Repeat(run, 5).ToArray());
            session.Start(recordings[run], default);
            session.Write(second, Enumerable.Repeat(-1, 5).ToArray());
            if (run % 2 == 0)
                session.Wait();
        }
        int[] values = new int[Runs * 5], kept = new int[3];
        session.Read(seen, values);
        session.Read(first, kept);
        Assert.Equal(Enumerable.Range(0, Runs).SelectMany(run => Enumerable.Repeat(run, 5)), values);
        Assert.All(kept, value => Assert.Equal(7, value));
        recordings.ForEach(recording => recording.Dispose());
    }

    [Fact]
    public void ScalarsAreThoseOfTheirRun()
    {
        const int Runs = 4;
        SlotLayout layout = new(batch: 1);
        Slot seen = layout.ConstantIntegers(Runs, StepScalars.Slot.Columns);
        using ISession session = fixture.Device.OpenSession(layout.Segments, layout.Batch);
        List<IRecording> recordings = [];
        for (int run = 0; run < Runs; run++)
        {
            Slot to = seen.RowRange(run, 1);
            recordings.Add(session.Record(recorder => recorder.Copy(StepScalars.Slot, to)));
            session.Start(recordings[run], new StepScalars { Seed = 9, Step = (uint)run });
        }
        int[] values = new int[seen.Count];
        session.Read(seen, values);
        Assert.Equal(Enumerable.Range(0, Runs), Enumerable.Range(0, Runs).Select(run => values[(run * StepScalars.Slot.Columns) + 1]));
        recordings.ForEach(recording => recording.Dispose());
    }

    [Fact]
    public void SegmentsKeepApart()
    {
        SegmentSize[] segments =
        [
            new(new Segment(SegmentKind.Layer, 0), 4096), new(new Segment(SegmentKind.Layer, 1), 4096),
            new(new Segment(SegmentKind.Scratch), 100), new(new Segment(SegmentKind.Fixed), 0),
        ];
        Slot[] slots = [new(segments[0].Segment, 0, 16, 64), new(segments[1].Segment, 0, 16, 64), new(segments[2].Segment, 0, 5, 5)];
        using ISession session = fixture.Device.OpenSession(segments, batch: 1);
        using IRecording recording = session.Record(recorder =>
        {
            for (int index = 0; index < slots.Length; index++)
                recorder.Fill(index + 1, slots[index]);
        });
        session.Run(recording, default);
        for (int index = 0; index < slots.Length; index++)
            Assert.All(ReadNumbers(session, slots[index]), value => Assert.Equal(index + 1, value));
    }

    [Fact]
    public void ASlotThatLeavesItsSegmentIsRefused()
    {
        SlotLayout layout = new(batch: 2);
        Slot slot = layout.PerSequence(4, 4);
        using ISession session = fixture.Device.OpenSession(layout.Segments, layout.Batch);
        // Its place has twice its size, see SlotLayout
        Slot beyond = slot with { Offset = 2 * slot.Bytes };
        Assert.Throws<ArgumentException>(() => session.Record(recorder => recorder.Clear(beyond)));
        Assert.Throws<ArgumentException>(() => session.Read(beyond, new float[32]));
        Assert.Throws<ArgumentException>(() => session.Record(recorder => recorder.Clear(new LayerSlots(0, 1, 1)[0])));
    }

    [Fact]
    public void ATransferTakesTheWholeSlotInItsOwnElement()
    {
        SlotLayout layout = new(batch: 2);
        Slot slot = layout.PerSequence(4, 4);
        using ISession session = fixture.Device.OpenSession(layout.Segments, layout.Batch);
        Assert.Throws<ArgumentException>(() => session.Read(slot, new float[31]));
        Assert.Throws<ArgumentException>(() => session.Write(slot, new int[32]));
    }

    [Fact]
    public void ARecordingRunsOnlyOnItsSession()
    {
        SlotLayout layout = new(batch: 2);
        Slot slot = layout.PerSequence(4, 4);
        using ISession first = fixture.Device.OpenSession(layout.Segments, layout.Batch);
        using ISession second = fixture.Device.OpenSession(layout.Segments, layout.Batch);
        using IRecording recording = first.Record(recorder => recorder.Clear(slot));
        Assert.Throws<ArgumentException>(() => second.Run(recording, default));
    }

    [Fact]
    public void StagedTransfersMoveWhatMappedOnesDo()
    {
        using VulkanDevice staged = VulkanDevice.Create(0, new DeviceOptions { IsStaged = true });
        SlotLayout layout = new(batch: 1);
        // More than one staging allocation, and not a whole number of them
        Slot from = layout.PerSequence(4_300, 1_001), to = layout.PerSequence(4_300, 1_001);
        float[] values = new float[from.Count];
        Random random = log.FreshRandom();
        for (int index = 0; index < values.Length; index++)
            values[index] = random.NextSingle();

        using ISession session = staged.OpenSession(layout.Segments, layout.Batch);
        session.Write(from, values);
        using IRecording recording = session.Record(recorder => recorder.Copy(from, to));
        session.Run(recording, default);
        Assert.Equal(values, ReadNumbers(session, to));
    }

    [Fact]
    public void PeakBytesAreThoseHeldAtOneTime()
    {
        using VulkanDevice device = VulkanDevice.Create(0, new DeviceOptions());
        SlotLayout layout = new(batch: 1);
        layout.PerSequence(1_000, 1_001);
        device.OpenSession(layout.Segments, layout.Batch).Dispose();
        long one = device.PeakBytes;
        device.OpenSession(layout.Segments, layout.Batch).Dispose();
        Assert.Equal(one, device.PeakBytes);
        using ISession first = device.OpenSession(layout.Segments, layout.Batch), second = device.OpenSession(layout.Segments, layout.Batch);
        Assert.Equal(2 * one, device.PeakBytes);
        Assert.True(one >= layout.Segments.Sum(size => size.Bytes), $"{one}");
    }

    /// <summary>The validation layer names what a device still holds when it goes.</summary>
    [Fact]
    public void ARefusedAllocationLeavesNothingBehind()
    {
        const long NoMachineHasIt = 1L << 50;
        List<string> messages = [];
        using VulkanInstance instance = VulkanInstance.Create(messages.Add);
        VulkanAdapter adapter = instance.Adapters()[0];
        using (LogicalDevice device = LogicalDevice.Create(instance.Api, adapter, adapter.Target))
        {
            Assert.ThrowsAny<ElectraGenException>(() => DeviceAllocation.Create(device, NoMachineHasIt, MemoryPlace.Device));
            Assert.Equal(0, device.Allocated.Peak);
        }
        Assert.DoesNotContain(messages, message => message.Contains("has not been destroyed", StringComparison.Ordinal));
    }

    private static float[] ReadNumbers(ISession session, Slot slot)
    {
        float[] values = new float[slot.CountAt(session.Batch)];
        session.Read(slot, values);
        return values;
    }
}
