namespace ElectraGen.Runtime;

/// <summary>A recording with a clock that is read around each dispatch; dispatches do not overlap in it.</summary>
public interface ITimedRecording : IRecording
{
    /// <summary>The times of the last run, once it has ended, in the order of recording.</summary>
    IReadOnlyList<DispatchTime> ReadTimes();
}
