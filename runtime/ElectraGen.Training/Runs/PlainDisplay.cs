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

    public void Report(StepMetrics metrics, TimeSpan timeLeft)
    {
        List<string> parts = [$"step {metrics.Step}/{steps}", $"loss {MetricText.Loss(metrics.Loss)}"];
        if (metrics.GeneratorLoss is not null)
            parts.Add($"generator {MetricText.Loss(metrics.GeneratorLoss)} ({MetricText.Fraction(metrics.GeneratorAccuracy)} right)");
        if (metrics.PredictionLoss is not null)
            parts.Add($"prediction {MetricText.Loss(metrics.PredictionLoss)} ({MetricText.Fraction(metrics.PredictionAccuracy)} right)");
        if (metrics.DiscriminatorLoss is not null)
            parts.Add($"discriminator {MetricText.Loss(metrics.DiscriminatorLoss)} ({MetricText.Fraction(metrics.DiscriminatorAccuracy)} right, AUC {MetricText.Area(metrics.DiscriminatorAuc)})");
        output.WriteLine(string.Join("  ", [.. parts, $"{MetricText.Count(metrics.TokensPerSecond)} tokens/s", $"{MetricText.Time(timeLeft)} left"]));
    }

    public void Report(EvaluationMetrics evaluation)
    {
        List<string> parts = [];
        if (evaluation.GeneratorLoss is not null)
            parts.Add($"generator {MetricText.Loss(evaluation.GeneratorLoss)}");
        if (evaluation.PredictionLoss is not null)
            parts.Add($"prediction {MetricText.Loss(evaluation.PredictionLoss)} ({MetricText.Fraction(evaluation.PredictionAccuracy)} right)");
        if (evaluation.DiscriminatorLoss is not null)
            parts.Add($"discriminator {MetricText.Loss(evaluation.DiscriminatorLoss)} (base rate {MetricText.Loss(evaluation.BaseRateEntropy)}, AUC {MetricText.Area(evaluation.DiscriminatorAuc)})");
        output.WriteLine($"step {evaluation.Step}/{steps}  held-out text: {string.Join("  ", parts)}");
    }

    public void Report(Alarm alarm) => output.WriteLine($"step {alarm.Step}/{steps}  notice: {alarm.Sentence}");
}
