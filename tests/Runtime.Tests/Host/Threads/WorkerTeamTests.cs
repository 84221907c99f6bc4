using ElectraGen.Runtime.Host.Threads;

namespace Runtime.Tests.Host.Threads;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void EveryPartRunsOnceAndIntervalsFollowEachOther(int threadCount)
    {
        using WorkerTeam team = new(threadCount);
        CountingWork first = new([1, 5, 1, 64, 2]), second = new([17]), none = new([]);
        for (int run = 1; run <= 200; run++)
        {
            foreach (CountingWork work in (CountingWork[])[first, second, none, first])
                team.Run(work);
            Assert.All(first.Runs.SelectMany(static parts => parts), runs => Assert.Equal(2 * run, runs));
            Assert.All(second.Runs[0], runs => Assert.Equal(run, runs));
        }

        Assert.False(first.HasOverlap || second.HasOverlap);
    }

    [Fact]
    public void AFailureIsThrownAndTheTeamGoesOn()
    {
        using WorkerTeam team = new(3);
        CountingWork sound = new([4, 4]), failing = new([4, 4]) { FailingPart = 2 };
        Assert.Throws<InvalidOperationException>(() => team.Run(failing));
        team.Run(sound);
        Assert.All(sound.Runs.SelectMany(static parts => parts), runs => Assert.Equal(1, runs));
    }

    [Fact]
    public void RunAllocatesNothing()
    {
        using WorkerTeam team = new(2);
        CountingWork work = new([3, 8, 1]);
        team.Run(work);
        long before = GC.GetAllocatedBytesForCurrentThread();
        team.Run(work);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>Counts how often each part runs, and whether one begins before the interval before has ended.</summary>
    private sealed class CountingWork(int[] partCounts) : SharedWork
    {
        private readonly int[] partsBefore = [.. partCounts.Select((_, interval) => partCounts.Take(interval).Sum())];
        private readonly int partsInAll = partCounts.Sum();
        private int ended;

        public int FailingPart { get; init; } = -1;

        public int[][] Runs { get; } = [.. partCounts.Select(static count => new int[count])];

        public bool HasOverlap { get; private set; }

        public override int IntervalCount => partCounts.Length;

        public override int PartCount(int interval) => partCounts[interval];

        public override void RunPart(int interval, int part, ThreadMemory memory)
        {
            if (Volatile.Read(ref ended) % partsInAll < partsBefore[interval])
                HasOverlap = true;
            Interlocked.Increment(ref Runs[interval][part]);
            Interlocked.Increment(ref ended);
            if (part == FailingPart)
                throw new InvalidOperationException();
        }
    }
}
