using System.Globalization;
using ElectraGen.Training.Metrics;
using ElectraGen.Training.Optimization;

namespace ElectraGen.Training.Alarms;

/// <summary>What a run's measured numbers say about how it goes. Each stage is judged by its own steps alone.</summary>
/// <param name="schedule">How long the stages are to be.</param>
internal sealed class LearningAlarms(TrainingSchedule schedule)
{
    // After so many steps the published runs had long learned something
    private const int LatestFirstJudgement = 10_000;

    // Three standard errors from 0.5: chance gets there about once in a thousand runs
    private const double NoticeableErrors = 3;

    // What the errors have to resolve before the area says anything
    private const double NoticeableArea = 0.05;

    private const double LowRecall = 0.01;

    // Of 300 tokens without one hit, the true rate is below 1 % with 95 % confidence
    private const double FewestReplacedTokens = 300;

    private const int FewestDistinctTargets = 40;

    private const double CollapsedShare = 0.25;

    /// <summary>Alarms that a training step gives cause to.</summary>
    public IEnumerable<Alarm> Of(StepMetrics metrics)
    {
        ScheduledStage stage = StageBefore(metrics);
        if (metrics.Step - stage.FirstStep > stage.Rates.WarmupSteps && Collapse(metrics) is string collapse)
            yield return new Alarm(metrics.Step, "generator_collapse", collapse);
    }

    /// <summary>Alarms that an evaluation gives cause to.</summary>
    public IEnumerable<Alarm> Of(EvaluationMetrics evaluation)
    {
        ScheduledStage stage = StageBefore(evaluation);
        int steps = evaluation.Step - stage.FirstStep;
        if (steps < FirstJudgement(stage.Rates))
            yield break;
        string after = string.Create(CultureInfo.InvariantCulture, $"After {steps:N0} of {stage.Rates.Steps:N0} steps");
        if (Chance(evaluation, after) is string chance)
            yield return new Alarm(evaluation.Step, "discriminator_at_chance", chance);
        else if (NoSuspicion(evaluation, after) is string noSuspicion)
            yield return new Alarm(evaluation.Step, "recall_near_zero", noSuspicion);
    }

    /// <summary>The stage that a row's last step belongs to.</summary>
    private ScheduledStage StageBefore(IMetricsRow row) => schedule.StageOf(row.Step - 1);

    private static int FirstJudgement(LearningRateSchedule rates) =>
        Math.Max(rates.WarmupSteps, Math.Min(rates.Steps / 2, LatestFirstJudgement));

    private static string? Chance(EvaluationMetrics evaluation, string after) =>
        evaluation is { DiscriminatorAuc: double area, AreaError: double error }
        && NoticeableErrors * error <= NoticeableArea && area - 0.5 <= NoticeableErrors * error
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{after} the discriminator does not tell replaced tokens from originals yet: its area under the curve on held-out text is {area:0.000} with a standard error of {error:0.000}, and 0.5 is chance. Short runs often end like this; more steps help most often, then a narrower generator, and for large models a lower learning rate.")
            : null;

    private static string? NoSuspicion(EvaluationMetrics evaluation, string after) =>
        evaluation is { DiscriminatorRecall: < LowRecall and double recall, DiscriminatorAuc: double area, ReplacedFraction: double fraction }
        && fraction * evaluation.Tokens >= FewestReplacedTokens
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{after} the discriminator ranks replaced tokens above originals (area under the curve {area:0.000}), but suspects only {recall * 100:0.0} % of them: its probabilities stay below one half. Early in a run that is usual; where it lasts, more steps help most often, then a narrower generator, whose mistakes are easier to see.")
            : null;

    private static string? Collapse(StepMetrics metrics) =>
        metrics is { DistinctTargets: >= FewestDistinctTargets and int targets, DistinctSamples: int samples } && samples < CollapsedShare * targets
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"At step {metrics.Step:N0} the generator's samples are {samples:N0} different tokens where the text has {targets:N0}: it has collapsed to a few tokens, and the discriminator learns to spot just those. A lower learning rate or a longer warm-up helps most often, and a sampling temperature that is not far below 1.")
            : null;
}
