using ElectraGen.Runtime;
using ElectraGen.Training.Checkpoints;
using ElectraGen.Training.Runs;

namespace ElectraGen.Training.Comparisons;

/// <summary>Trains what is missing of some runs, one after another, and evaluates each on the same held-out text.</summary>
internal sealed class Comparison
{
    /// <summary>Enough that the area under the curve is known to about 0.001.</summary>
    private const long MostHeldOutTokens = 1 << 21;

    private readonly ComparisonFolder folder;
    private readonly ComparisonBudget budget;
    private readonly IReadOnlyList<ComparedRun> runs;
    private readonly IDevice device;
    private readonly TextWriter output;
    private readonly Action<string> warn;
    private readonly Dictionary<ComparedRun, RunResult> results;
    private readonly ComparisonPace pace;

    /// <summary>Finds what was done before.</summary>
    /// <exception cref="ElectraGenException">A folder holds another run than it is to hold.</exception>
    public Comparison(
        ComparisonFolder folder, ComparisonBudget budget, IReadOnlyList<ComparedRun> runs, IDevice device, TextWriter output, Action<string> warn)
    {
        this.folder = folder;
        this.budget = budget;
        this.runs = runs;
        this.device = device;
        this.output = output;
        this.warn = warn;
        foreach (ComparedRun run in runs)
            run.Folder.RequireSame(run.Description);
        results = FindResults();
        pace = new ComparisonPace(runs);
    }

    /// <summary>What is known so far.</summary>
    public ComparisonFacts Facts => ComparisonFacts.Of(budget, runs, results);

    /// <summary>Whether every run is finished.</summary>
    public bool IsComplete => results.Count == runs.Count;

    /// <summary>Trains until all is done, or until the cancellation, which finishes the step and writes a checkpoint.</summary>
    public void Run(CancellationToken cancellation)
    {
        folder.Write(Facts);
        foreach ((int index, ComparedRun run) in runs.Index())
        {
            if (cancellation.IsCancellationRequested)
                return;
            if (results.ContainsKey(run))
                continue;
            string timeLeft = pace.TimeLeft is TimeSpan left ? $"; about {MetricText.Time(left)} left for all" : "";
            output.WriteLine($"Run {index + 1} of {runs.Count}: {run.Name}, {MetricText.Count(run.Description.Steps)} steps{timeLeft}.");
            if (Train(index, run, cancellation) is not RunResult result)
                return;
            results[run] = result;
            folder.Write(Facts);
        }
        ComparisonCurves.Write(folder.Path, runs, budget);
    }

    private RunResult? Train(int index, ComparedRun run, CancellationToken cancellation)
    {
        (string Folder, CheckpointState State)? start = RunStart.Prepare(run.Folder, run.Model, run.Description, run.Data.Vocabulary, continues: true, warn);
        ComparisonDisplay display = new(ProgressDisplay.For(output), pace, index, run);
        using Pretraining training = new(
            run.Model, device, run.Data, run.Folder, run.Description, CheckpointPolicy.For(run.Description.Steps), display, start);
        training.Run(cancellation);
        if (training.StepsDone < run.Description.Steps)
            return null;
        output.WriteLine(training.Conclusion);
        return new RunResult(
            run.Description.Seed, Path.GetFileName(run.Folder.Path), device.Description.Id, training.Seconds,
            training.Evaluate(MostHeldOutTokens / run.Model.Description.SequenceLength));
    }

    private Dictionary<ComparedRun, RunResult> FindResults()
    {
        Dictionary<ComparedRun, RunResult> found = [];
        ComparisonFacts? before = folder.Read();
        foreach (ComparedRun run in runs)
        {
            // Of a run whose folder is gone, the result is not worth keeping
            if (run.Folder.ReadDescription() is not null
                && before?.Models.FirstOrDefault(model => model.Name == run.Description.Model)?.Runs.FirstOrDefault(result => result.Seed == run.Description.Seed) is RunResult result)
                found[run] = result;
        }
        return found;
    }
}
