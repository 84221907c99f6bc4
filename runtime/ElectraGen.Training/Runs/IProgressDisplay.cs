using ElectraGen.Training.Alarms;
using ElectraGen.Training.Metrics;

namespace ElectraGen.Training.Runs;

/// <summary>Shows a run while it goes on.</summary>
internal interface IProgressDisplay
{
    /// <summary>Shows what <paramref name="run"/> reports until it returns.</summary>
    void Show(RunDescription description, Action run);

    /// <summary>A step was reported.</summary>
    /// <param name="metrics">Its row.</param>
    /// <param name="timeLeft">Until the last step, at the pace so far.</param>
    void Report(StepMetrics metrics, TimeSpan timeLeft);

    /// <summary>Held-out documents were evaluated.</summary>
    void Report(EvaluationMetrics evaluation);

    /// <summary>Something was noticed that the run's owner would want to know.</summary>
    void Report(Alarm alarm);
}
