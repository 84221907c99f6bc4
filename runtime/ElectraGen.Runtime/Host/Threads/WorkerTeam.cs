using System.Runtime.ExceptionServices;

namespace ElectraGen.Runtime.Host.Threads;

/// <summary>
/// The caller and the threads that help it. Helpers are parked until work begins, and go from part to part without sleeping until it
/// ends. Running allocates nothing.
/// </summary>
/// <remarks>
/// Whoever is free claims the next part, so nobody waits for a thread that has been taken off its core, unless that thread holds a part.
/// </remarks>
internal sealed class WorkerTeam : IDisposable
{
    private const int PartBits = 24;
    private const long PartMask = (1L << PartBits) - 1;

    private readonly ThreadMemory callerMemory = new();
    private readonly Helper[] helpers;
    private readonly Lock running = new();

    // The interval that runs, counted over all runs, and in the low bits the next part of it that nobody has claimed
    private long claim;
    private int completedParts;
    private SharedWork? work;
    private ExceptionDispatchInfo? failure;

    /// <summary>A team of so many threads, the caller among them.</summary>
    public WorkerTeam(int threadCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threadCount);
        ThreadCount = threadCount;
        helpers = [.. Enumerable.Range(1, threadCount - 1).Select(number => new Helper(this, $"host thread {number}"))];
    }

    /// <summary>Threads, the caller among them.</summary>
    public int ThreadCount { get; }

    /// <summary>Runs all of the work and waits for its end.</summary>
    /// <exception cref="Exception">What the first part to fail has thrown, as it was thrown.</exception>
    public void Run(SharedWork begun)
    {
        lock (running)
        {
            begun.FirstInterval = Volatile.Read(ref claim) >> PartBits;
            Volatile.Write(ref work, begun);
            foreach (Helper helper in helpers)
                helper.Wake();
            TakeParts(callerMemory);
            if (Interlocked.Exchange(ref failure, null) is { } thrown)
                thrown.Throw();
        }
    }

    /// <summary>Ends the helpers.</summary>
    public void Dispose()
    {
        foreach (Helper helper in helpers)
            helper.Dispose();
        callerMemory.Dispose();
    }

    private void TakeParts(ThreadMemory memory)
    {
        // Read before the claim: a helper that comes late finds the claim beyond the end of the work that it knows
        SharedWork known = Volatile.Read(ref work)!;
        long firstInterval = known.FirstInterval;
        SpinWait wait = default;
        while (true)
        {
            long claimed = Volatile.Read(ref claim);
            long interval = (claimed >> PartBits) - firstInterval, part = claimed & PartMask;
            if (interval >= known.IntervalCount)
                return;

            int partCount = known.PartCount((int)interval);
            if (part == partCount)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }
            else if (Interlocked.CompareExchange(ref claim, claimed + 1, claimed) == claimed)
            {
                RunPart(known, (int)interval, (int)part, memory);
                wait.Reset();
                if (Interlocked.Increment(ref completedParts) == partCount)
                {
                    completedParts = 0;
                    Volatile.Write(ref claim, (claimed & ~PartMask) + PartMask + 1);
                }
            }
        }
    }

    private void RunPart(SharedWork known, int interval, int part, ThreadMemory memory)
    {
        try
        {
            known.RunPart(interval, part, memory);
        }
        catch (Exception thrown)
        {
            // The caller of Run throws it again
            Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(thrown), null);
        }
    }

    private sealed class Helper : IDisposable
    {
        private readonly AutoResetEvent awake = new(initialState: false);
        private readonly ThreadMemory memory = new();
        private readonly WorkerTeam team;
        private readonly Thread thread;
        private volatile bool isEnding;

        public Helper(WorkerTeam team, string name)
        {
            this.team = team;
            thread = new Thread(Help) { IsBackground = true, Name = name };
            thread.Start();
        }

        public void Wake() => awake.Set();

        public void Dispose()
        {
            isEnding = true;
            awake.Set();
            thread.Join();
            awake.Dispose();
            memory.Dispose();
        }

        private void Help()
        {
            while (true)
            {
                awake.WaitOne();
                if (isEnding)
                    return;
                team.TakeParts(memory);
            }
        }
    }
}
