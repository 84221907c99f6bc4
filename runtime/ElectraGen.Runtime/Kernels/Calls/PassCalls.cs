using ElectraGen.Runtime.Checking;

namespace ElectraGen.Runtime.Kernels;

public static partial class KernelCalls
{
    /// <summary>
    /// Two passes that do not wait for each other: the first barrier interval of the one beside that of the other, then the second of
    /// both, and so on. Neither may touch what the other writes.
    /// </summary>
    /// <param name="recorder">Where to.</param>
    /// <param name="first">Records a pass.</param>
    /// <param name="second">Records the other.</param>
    public static void SideBySide(this IRecorder recorder, Action<IRecorder> first, Action<IRecorder> second)
    {
        ListingRecorder one = new(recorder.Batch), other = new(recorder.Batch);
        first(one);
        second(other);
        for (int interval = 0; interval < Math.Max(one.Intervals.Count, other.Intervals.Count); interval++)
        {
            if (interval > 0)
                recorder.Barrier();
            foreach (ListedDispatch dispatch in one.IntervalAt(interval).Concat(other.IntervalAt(interval)))
                dispatch.RecordOn(recorder);
        }
    }
}
