using ElectraGen.Training.Runs;

namespace ElectraGen.Training.Alarms;

/// <summary>Shows each alarm of a run once and writes it down.</summary>
internal sealed class AlarmLog(RunFolder folder, int stepsDone, IProgressDisplay display) : IDisposable
{
    private readonly RowLog<Alarm> rows = new(folder.File(RunFolder.Alarms), RowJson.Default.Alarm, stepsDone);

    /// <summary>Takes what gives cause to alarm; what was noticed before is passed over.</summary>
    public void Raise(IEnumerable<Alarm> alarms)
    {
        foreach (Alarm alarm in alarms)
        {
            if (rows.Rows.Any(before => before.Name == alarm.Name))
                continue;
            rows.Add(alarm);
            display.Report(alarm);
        }
    }

    public void Dispose() => rows.Dispose();
}
