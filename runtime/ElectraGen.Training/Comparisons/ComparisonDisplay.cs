using ElectraGen.Training.Alarms;
using ElectraGen.Training.Metrics;
using ElectraGen.Training.Runs;

namespace ElectraGen.Training.Comparisons;

/// <summary>Shows a run of a comparison; the time left is the whole comparison's.</summary>
internal sealed class ComparisonDisplay(IProgressDisplay display, ComparisonPace pace, int index, ComparedRun compared) : IProgressDisplay
{
    public void Show(RunDescription description, Action run) => display.Show(description, run);

    public void Report(StepMetrics metrics, TimeSpan timeLeft)
    {
        pace.Update(index, compared, metrics);
        display.Report(metrics, pace.TimeLeft ?? timeLeft);
    }

    public void Report(EvaluationMetrics evaluation) => display.Report(evaluation);

    public void Report(Alarm alarm) => display.Report(alarm);
}
