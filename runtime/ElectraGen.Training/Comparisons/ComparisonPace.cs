using ElectraGen.Training.Metrics;
using ElectraGen.Training.Runs;

namespace ElectraGen.Training.Comparisons;

/// <summary>How long a comparison still takes: from the floating-point operations that are done, and the seconds that they took, over all its sessions.</summary>
internal sealed class ComparisonPace
{
    private readonly double flopsInAll;
    private readonly (double Flops, double Seconds)[] done;

    /// <summary>Starts with what the run folders say of earlier sessions.</summary>
    public ComparisonPace(IReadOnlyList<ComparedRun> runs)
    {
        flopsInAll = runs.Sum(static run => run.Flops);
        done = new (double, double)[runs.Count];
        foreach ((int index, ComparedRun run) in runs.Index())
        {
            if (RowLog<StepMetrics>.Read(run.Folder.File(RunFolder.Metrics), RowJson.Default.StepMetrics).LastOrDefault() is StepMetrics last)
                Update(index, run, last);
        }
    }

    /// <summary>Operations a second so far; null where nothing was measured yet.</summary>
    public double? FlopsPerSecond => done.Sum(static run => run.Seconds) is double seconds and > 0 ? done.Sum(static run => run.Flops) / seconds : null;

    /// <summary>Time that all runs together still take at this pace; null where nothing was measured yet.</summary>
    public TimeSpan? TimeLeft =>
        FlopsPerSecond is double pace and > 0 ? TimeSpan.FromSeconds((flopsInAll - done.Sum(static run => run.Flops)) / pace) : null;

    /// <summary>A run was reported.</summary>
    public void Update(int index, ComparedRun run, StepMetrics metrics) =>
        done[index] = (metrics.Step * run.FlopsPerStep, metrics.Seconds);
}
