namespace ElectraGen.Training.Runs;

/// <summary>After which steps a run reports and evaluates; it follows from the number of steps alone, so a resumed run keeps it.</summary>
/// <param name="Steps">Steps in all.</param>
internal sealed record ReportSchedule(int Steps)
{
    private const int ReportCount = 200, LongestInterval = 100, ReportsPerEvaluation = 10;

    private int Interval => Math.Clamp(Steps / ReportCount, 1, LongestInterval);

    /// <summary>Whether a row of metrics follows when this many steps are done: the first, the last, and every so many.</summary>
    public bool IsReportDue(int done) => done == 1 || done == Steps || done % Interval == 0;

    /// <summary>Whether held-out documents are evaluated when this many steps are done.</summary>
    public bool IsEvaluationDue(int done) => done == Steps || done % (Interval * ReportsPerEvaluation) == 0;
}
