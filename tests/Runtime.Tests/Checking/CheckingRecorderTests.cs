using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Checking;

public sealed class CheckingRecorderTests
{
    private readonly SlotLayout layout = new(batch: 3);
    private readonly CheckingRecorder recorder = new(batch: 3);

    [Fact]
    public void ReadAfterWriteIsCaught()
    {
        Slot first = layout.PerSequence(4, 5), second = layout.PerSequence(4, 5);
        recorder.Clear(first);
        recorder.Copy(first, second);

        Hazard hazard = Assert.Single(recorder.Hazards);
        Assert.Equal(HazardKind.ReadAfterWrite, hazard.Kind);
        Assert.Equal(
            "dispatch 1 (copy, source in Scratch 0, bytes 0 to 240) reads what was written by dispatch 0 (fill, destination in Scratch 0, bytes 0 to 240), with no barrier between them.",
            hazard.ToString());
    }

    [Fact]
    public void WriteAfterReadIsCaught()
    {
        Slot first = layout.PerSequence(4, 5), second = layout.PerSequence(4, 5);
        recorder.Copy(first, second);
        recorder.Clear(first);
        Assert.Equal(HazardKind.WriteAfterRead, Assert.Single(recorder.Hazards).Kind);
    }

    [Fact]
    public void WriteAfterWriteIsCaught()
    {
        Slot slot = layout.PerSequence(4, 5);
        recorder.Clear(slot);
        recorder.Fill(1, slot);
        Assert.Equal(HazardKind.WriteAfterWrite, Assert.Single(recorder.Hazards).Kind);
    }

    [Fact]
    public void OneSharedByteIsEnough()
    {
        Slot slot = layout.Fixed(4, 5);
        recorder.Clear(slot.RowRange(0, 3));
        recorder.Clear(slot.RowRange(2, 1));
        Assert.Single(recorder.Hazards);
    }

    [Fact]
    public void NeighboursAreNoHazard()
    {
        Slot slot = layout.Fixed(4, 5);
        recorder.Clear(slot.RowRange(0, 2));
        recorder.Clear(slot.RowRange(2, 2));
        Assert.Empty(recorder.Hazards);
    }

    [Fact]
    public void EqualOffsetsOfOtherSegmentsAreNoHazard()
    {
        LayerSlots kept = new(0, 4, 5);
        recorder.Clear(kept[0]);
        recorder.Clear(kept[1]);
        recorder.Clear(layout.PerSequence(4, 5));
        Assert.Empty(recorder.Hazards);
    }

    [Fact]
    public void ReadsMayMeet()
    {
        Slot source = layout.PerSequence(4, 5);
        recorder.Copy(source, layout.PerSequence(4, 5));
        recorder.Copy(source, layout.PerSequence(4, 5));
        Assert.Empty(recorder.Hazards);
    }

    [Fact]
    public void InPlaceIsNoHazard()
    {
        Slot slot = layout.PerSequence(4, 5);
        recorder.Scale(slot, 2, slot);
        Assert.Empty(recorder.Hazards);
    }

    [Fact]
    public void GradientsAndMomentsCount()
    {
        Parameter weight = layout.Parameter(4, 5);
        Slot norm = layout.Fixed(1, 4);
        recorder.Clear(weight.Gradient);
        recorder.Adam(weight, 0.9, 0.999, 1e-6, 0.01, norm);
        recorder.Clear(weight.In(SegmentKind.FirstMoments));
        Assert.Equal([HazardKind.ReadAfterWrite, HazardKind.WriteAfterWrite], recorder.Hazards.Select(hazard => hazard.Kind));
    }

    [Fact]
    public void AProductReadsItsOutputOnlyToAddToIt()
    {
        Slot input = layout.PerSequence(4, 5), output = layout.PerSequence(4, 6);
        Parameter weight = layout.Parameter(6, 5);
        recorder.Clear(output);
        recorder.Linear(input, weight, Parameter.None, output);
        recorder.Barrier();
        recorder.Clear(weight.Gradient);
        recorder.LinearWeightGradient(output, input, weight);
        Assert.Equal([HazardKind.WriteAfterWrite, HazardKind.ReadAfterWrite], recorder.Hazards.Select(hazard => hazard.Kind));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void DroppingABarrierThatIsNeededIsCaught(int dropped)
    {
        Slot first = layout.PerSequence(4, 5), second = layout.PerSequence(4, 5);
        void Record(IRecorder target)
        {
            target.Clear(first);
            target.Barrier();
            target.Copy(first, second);
            target.Barrier();
            target.Scale(second, 2, first);
            target.Barrier();
            target.Add(first, second, second);
        }

        Record(recorder);
        Assert.Empty(recorder.Hazards);
        Assert.Equal(3, recorder.Barriers);

        CheckingRecorder without = new(batch: 3);
        Record(new BarrierDroppingRecorder(without, dropped));
        Assert.NotEmpty(without.Hazards);
    }

    [Fact]
    public void ABarrierWithoutWhichNothingMeetsIsNeedless()
    {
        Slot first = layout.PerSequence(4, 5), second = layout.PerSequence(4, 5), third = layout.PerSequence(4, 5);
        recorder.Barrier();
        recorder.Clear(first);
        recorder.Barrier();
        recorder.Copy(first, second);
        recorder.Barrier();
        recorder.Copy(first, third);
        Assert.Equal([0, 2], recorder.NeedlessBarriers);
        recorder.Clear(second);
        Assert.Equal([0], recorder.NeedlessBarriers);
    }
}
