using System.Diagnostics;
using System.Numerics;
using ElectraGen.Runtime.Host.Threads;

namespace ElectraGen.Runtime.Host;

/// <summary>A pass with one dispatch to an interval, timed from its first part's begin to its last part's end.</summary>
internal sealed class TimedHostRecording<T>(HostMemory<T> memory, WorkerTeam team, HostInterval<T>[] intervals)
    : HostRecording<T>(memory, team, intervals), ITimedRecording
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly long[] begins = new long[intervals.Length], ends = new long[intervals.Length];

    public override void RunPart(int interval, int part, ThreadMemory memory)
    {
        // Parts are claimed in order, so the first is the one that begins first
        if (part == 0)
            begins[interval] = Stopwatch.GetTimestamp();
        base.RunPart(interval, part, memory);
        lock (ends)
            ends[interval] = Math.Max(ends[interval], Stopwatch.GetTimestamp());
    }

    public IReadOnlyList<DispatchTime> ReadTimes() =>
        [.. begins.Zip(ends, (begin, end) => new DispatchTime(Nanoseconds(begin), Nanoseconds(end)))];

    private long Nanoseconds(long timestamp) => Stopwatch.GetElapsedTime(begins[0], timestamp).Ticks * TimeSpan.NanosecondsPerTick;
}
