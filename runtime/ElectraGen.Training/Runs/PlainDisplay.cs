using ElectraGen.Training.Alarms;
using ElectraGen.Training.Metrics;

namespace ElectraGen.Training.Runs;

/// <summary>One line a report, for logs and pipes.</summary>
internal sealed class PlainDisplay(TextWriter output) : IProgressDisplay
{
    private int steps;

    public void Show(RunDescription description, Action run)
    {
        steps = description.Steps;
        run();
    }

    public void Report(StepMetrics metrics, TimeSpan timeLeft) => output.WriteLine(
        $"step {metrics.Step}/{steps}  loss {MetricText.Loss(metrics.Loss)}"
        + $"  generator {MetricText.Loss(metrics.GeneratorLoss)} ({MetricText.Fraction(metrics.GeneratorAccuracy)} right)"
        + $"  discriminator {MetricText.Loss(metrics.DiscriminatorLoss)} ({MetricText.Fraction(metrics.DiscriminatorAccuracy)} right, AUC {MetricText.Area(metrics.DiscriminatorAuc)})"
        + $"  {MetricText.Count(metrics.TokensPerSecond)} tokens/s  {MetricText.Time(timeLeft)} left");

    public void Report(EvaluationMetrics evaluation) => output.WriteLine(
        $"step {evaluation.Step}/{steps}  held-out text: generator {MetricText.Loss(evaluation.GeneratorLoss)}"
        + $"  discriminator {MetricText.Loss(evaluation.DiscriminatorLoss)} (base rate {MetricText.Loss(evaluation.BaseRateEntropy)}, AUC {MetricText.Area(evaluation.DiscriminatorAuc)})");

    public void Report(Alarm alarm) => output.WriteLine($"step {alarm.Step}/{steps}  notice: {alarm.Sentence}");
}
