using System.Diagnostics;
using ElectraGen.Runtime;
using ElectraGen.Training.Alarms;
using ElectraGen.Training.Checkpoints;
using ElectraGen.Training.Data;
using ElectraGen.Training.Metrics;
using ElectraGen.Training.Optimization;

namespace ElectraGen.Training.Runs;

/// <summary>A run from its folder to its last checkpoint.</summary>
internal sealed class Pretraining : IDisposable
{
    private readonly IModel model;
    private readonly IDevice device;
    private readonly TrainingData data;
    private readonly RunFolder folder;
    private readonly RunDescription description;
    private readonly CheckpointPolicy checkpoints;
    private readonly IProgressDisplay display;
    private readonly TrainingSession session;
    private readonly HeldOutEvaluation evaluation;
    private readonly TrainingSchedule schedule;
    private readonly ReportSchedule reports;
    private readonly RowLog<StepMetrics> metrics;
    private readonly RowLog<EvaluationMetrics> evaluations;
    private readonly AlarmLog alarms;
    private readonly LearningAlarms learning;
    private readonly double secondsBefore;
    private ScheduledStage stage;
    private DataCursor cursor;
    private int done;

    /// <summary>Opens a session and starts afresh, or from <paramref name="start"/>.</summary>
    public Pretraining(
        IModel model, IDevice device, TrainingData data, RunFolder folder, RunDescription description, CheckpointPolicy checkpoints,
        IProgressDisplay display, (string Folder, CheckpointState State)? start)
    {
        this.model = model;
        this.device = device;
        this.data = data;
        this.folder = folder;
        this.description = description;
        this.checkpoints = checkpoints;
        this.display = display;
        schedule = new TrainingSchedule(model.Description, description.Steps);
        stage = schedule.StageOf(start?.State.Step ?? 0);
        if (start?.State.Tiers is { } tiers)
            device.Repeat(tiers);
        if (folder.ReadDescription()?.Tuning is { } tuning)
            device.Repeat(tuning);
        session = new TrainingSession(model, device, new BatchSize(description.Batch, description.MicroBatch), description.Seed, stage.Index);
        WriteTuning();
        UnigramTable.Upload(model, session.Device, data);
        evaluation = new HeldOutEvaluation(session, data);
        reports = new ReportSchedule(description.Steps);
        if (start is (string checkpoint, CheckpointState state))
        {
            CheckpointReader.Load(checkpoint, model, session.Device);
            session.LossScale = state.LossScale;
            cursor = state.Data;
            done = state.Step;
        }
        else
        {
            ParameterInitialization.Apply(model, session.Device, description.Seed);
            cursor = new DataCursor(description.Seed);
        }
        metrics = new RowLog<StepMetrics>(folder.File(RunFolder.Metrics), RowJson.Default.StepMetrics, done);
        evaluations = new RowLog<EvaluationMetrics>(folder.File(RunFolder.Evaluation), RowJson.Default.EvaluationMetrics, done);
        alarms = new AlarmLog(folder, done, display);
        learning = new LearningAlarms(schedule);
        secondsBefore = Seconds;
    }

    /// <summary>What the run says of itself, over all its sessions.</summary>
    public string Conclusion => ClosingSentence.Write(model.Description.Name, metrics.Rows, evaluations.Rows, TokensPerStep);

    /// <summary>Steps done, those before this session included.</summary>
    public int StepsDone => done;

    /// <summary>Of training, up to the last report.</summary>
    public double Seconds => metrics.Rows.Count == 0 ? 0 : metrics.Rows[^1].Seconds;

    private int TokensPerStep => description.Batch * model.Description.SequenceLength;

    /// <summary>
    /// Trains until the last step, or until the cancellation, which finishes the step; writes a checkpoint and the curves at the end.
    /// </summary>
    /// <exception cref="ElectraGenException">Gradients stopped being finite, or the disk refused.</exception>
    public void Run(CancellationToken cancellation)
    {
        display.Show(description, () => Train(cancellation));
        TrainingCurves.Write(folder.Path, model.Description.Name, metrics.Rows, evaluations.Rows);
    }

    /// <summary>Evaluates on the first so many held-out sequences, or on all where there are fewer; writes no row.</summary>
    public EvaluationMetrics Evaluate(long mostSequences) => evaluation.Run(done, mostSequences);

    public void Dispose()
    {
        metrics.Dispose();
        evaluations.Dispose();
        alarms.Dispose();
        session.Dispose();
    }

    private void Train(CancellationToken cancellation)
    {
        alarms.Raise(DeclarationAlarms.Of(model));
        Stopwatch watch = Stopwatch.StartNew();
        int doneBefore = done, doneAtReport = done;
        double secondsAtReport = 0;
        int lastCheckpoint = done == 0 ? -1 : done;
        while (done < description.Steps && !cancellation.IsCancellationRequested)
        {
            OutputMetrics? outputs = reports.IsReportDue(done + 1) ? new() : null;
            MakeStep(outputs);
            // A step that was left out has nothing to report
            if (outputs is not null && !session.IsSkipped)
            {
                double seconds = watch.Elapsed.TotalSeconds;
                double pace = (double)(done - doneAtReport) * TokensPerStep / Math.Max(seconds - secondsAtReport, 1e-9);
                Report(outputs, pace, secondsBefore + seconds, watch.Elapsed / (done - doneBefore) * (description.Steps - done));
                (doneAtReport, secondsAtReport) = (done, watch.Elapsed.TotalSeconds);
            }
            if (reports.IsEvaluationDue(done))
            {
                EvaluationMetrics row = evaluation.Run(done);
                evaluations.Add(row);
                display.Report(row);
                alarms.Raise(learning.Of(row));
                // Evaluation is no part of the pace of training
                secondsAtReport = watch.Elapsed.TotalSeconds;
            }
            if (checkpoints.IsDue(done))
                lastCheckpoint = WriteCheckpoint();
        }
        if (lastCheckpoint != done)
            WriteCheckpoint();
    }

    private void MakeStep(OutputMetrics? outputs)
    {
        Enter(schedule.StageOf(done));
        DataCursor next = session.Step(done, stage.RateAt(done), data, cursor, outputs);
        if (!session.IsFinite && !session.IsSkipped)
            throw new ElectraGenException(NonFiniteStep.Describe(model, session, done, stage.RateAt(done), folder.Path));
        cursor = next;
        done++;
    }

    private void Enter(ScheduledStage next)
    {
        if (next.Index != stage.Index)
        {
            stage = next;
            session.Enter(next.Index);
            WriteTuning();
        }
        // Whether the run came here or goes on from a checkpoint that was written here
        if (done == stage.FirstStep && model.Description.Stages[stage.Index].StartsFromGenerator)
            GeneratorStart.Apply(model, session.Device);
    }

    /// <summary>What the passes that were recorded last compute products with goes into the run, so that it goes on with it.</summary>
    private void WriteTuning() => folder.WriteDescription(description with { Tuning = new(device.Tuning.ToDictionary(), StringComparer.Ordinal) });

    private void Report(OutputMetrics outputs, double tokensPerSecond, double seconds, TimeSpan timeLeft)
    {
        StepMetrics row = new()
        {
            Step = done,
            Loss = session.Loss,
            GeneratorLoss = outputs.GeneratorLoss,
            DiscriminatorLoss = outputs.DiscriminatorLoss,
            PredictionLoss = outputs.PredictionLoss,
            PredictionAccuracy = outputs.Naming.Accuracy,
            GeneratorAccuracy = outputs.Prediction.Accuracy,
            SampledAccuracy = outputs.Prediction.SampledAccuracy,
            DistinctTargets = outputs.Prediction.DistinctTargets,
            DistinctSamples = outputs.Prediction.DistinctSamples,
            ReplacedFraction = outputs.Detection.ReplacedFraction,
            DiscriminatorAccuracy = outputs.Detection.Accuracy,
            DiscriminatorAuc = outputs.Detection.AreaUnderCurve,
            DiscriminatorPrecision = outputs.Detection.Precision,
            DiscriminatorRecall = outputs.Detection.Recall,
            LearningRate = stage.RateAt(done - 1),
            GradientNorm = session.GradientNorm,
            TokensPerSecond = tokensPerSecond,
            Seconds = seconds,
        };
        metrics.Add(row);
        display.Report(row, timeLeft);
        alarms.Raise(learning.Of(row));
    }

    private int WriteCheckpoint()
    {
        CheckpointState state = new(
            model.Description.Name, CheckpointState.HashShapes(model), description.Seed, done, description.Steps, description.Batch,
            description.Precision, session.LossScale, cursor, CheckpointState.TiersOf(device), description.MicroBatch);
        CheckpointWriter.Write(folder.Path, model, session.Device, state, checkpoints.Keep);
        return done;
    }
}

/// <summary>When checkpoints are written, and how many stay.</summary>
/// <param name="Every">Steps between two.</param>
/// <param name="Keep">The newest so many stay.</param>
internal sealed record CheckpointPolicy(int Every, int Keep)
{
    private const int CheckpointsPerRun = 5, LongestInterval = 1000, DefaultKeep = 3;

    /// <summary>Every fifth of a run, at most 1000 steps apart; three stay.</summary>
    public static CheckpointPolicy For(int steps) => new(Math.Clamp(steps / CheckpointsPerRun, 1, LongestInterval), DefaultKeep);

    /// <summary>Whether one is due when this many steps are done.</summary>
    public bool IsDue(int done) => done % Every == 0;
}
