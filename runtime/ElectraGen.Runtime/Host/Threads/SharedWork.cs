namespace ElectraGen.Runtime.Host.Threads;

/// <summary>
/// Work for a <see cref="WorkerTeam"/>: intervals one after the other, each of parts that any thread may run, in any order. An interval
/// begins when all parts of the one before have ended.
/// </summary>
internal abstract class SharedWork
{
    /// <summary>Intervals.</summary>
    public abstract int IntervalCount { get; }

    /// <summary>Where its intervals begin in the team's count; the team's own.</summary>
    internal long FirstInterval { get; set; }

    /// <summary>Parts of an interval; at least one.</summary>
    public abstract int PartCount(int interval);

    /// <summary>Runs a part, on a thread that has this memory to itself meanwhile.</summary>
    public abstract void RunPart(int interval, int part, ThreadMemory memory);
}
