namespace ElectraGen.Runtime;

/// <summary>When a dispatch of a timed run began and ended, in nanoseconds since the run began.</summary>
public readonly record struct DispatchTime(long Begin, long End)
{
    /// <summary>Nanoseconds that it took.</summary>
    public long Duration => End - Begin;
}
