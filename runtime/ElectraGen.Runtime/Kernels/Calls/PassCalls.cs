using ElectraGen.Runtime.Checking;

namespace ElectraGen.Runtime.Kernels;

public static partial class KernelCalls
{
    /// <summary>
    /// Two passes that do not wait for each other: the first barrier interval of the one beside that of the other, then the second of
    /// both, and so on; they end together. Neither may touch what the other writes.
    /// </summary>
    /// <param name="recorder">Where to.</param>
    /// <param name="first">Records a pass.</param>
    /// <param name="second">Records the other.</param>
    public static void SideBySide(this IRecorder recorder, Action<IRecorder> first, Action<IRecorder> second)
    {
        ListingRecorder one = new(recorder.Batch, recorder), other = new(recorder.Batch, recorder);
        first(one);
        second(other);
        int count = Math.Max(one.Intervals.Count, other.Intervals.Count);
        for (int interval = 0; interval < count; interval++)
        {
            if (interval > 0)
                recorder.Barrier();
            foreach (ListedDispatch dispatch in one.IntervalAt(interval, count).Concat(other.IntervalAt(interval, count)))
                dispatch.RecordOn(recorder);
        }
    }
}
