using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Kernels;

/// <summary>Two passes in shared barrier intervals.</summary>
public sealed class SideBySideTests
{
    private readonly Slot first, second;

    public SideBySideTests()
    {
        SlotLayout layout = new(batch: 1);
        first = layout.PerSequence(1, 4);
        second = layout.PerSequence(1, 4);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(3, 3)]
    [InlineData(3, 5)]
    [InlineData(6, 2)]
    public void BothEndTogetherAndKeepTheirOrder(int firstIntervals, int secondIntervals)
    {
        ListingRecorder recorder = new(batch: 1);
        recorder.SideBySide(side => Record(side, first, firstIntervals), side => Record(side, second, secondIntervals));

        Assert.Equal(Math.Max(firstIntervals, secondIntervals), recorder.Intervals.Count);
        AssertStretched(recorder, first, firstIntervals);
        AssertStretched(recorder, second, secondIntervals);
    }

    /// <summary>One dispatch an interval, told apart by what it fills its slot with.</summary>
    private static void Record(IRecorder recorder, Slot slot, int intervals)
    {
        for (int interval = 0; interval < intervals; interval++)
        {
            if (interval > 0)
                recorder.Barrier();
            recorder.Fill(interval, slot);
        }
    }

    private static void AssertStretched(ListingRecorder recorder, Slot slot, int intervals)
    {
        (int Interval, float Value)[] fills =
        [
            .. from interval in recorder.Intervals.Index()
            from dispatch in interval.Item
            where dispatch.Operands.Contains(slot)
            select (interval.Index, BitConverter.UInt32BitsToSingle(dispatch.Constants[^1])),
        ];
        Assert.Equal(Enumerable.Range(0, intervals).Select(number => (float)number), fills.Select(fill => fill.Value));
        Assert.Equal(
            [.. Enumerable.Range(0, intervals - 1), recorder.Intervals.Count - 1],
            fills.Select(fill => fill.Interval));
    }
}
