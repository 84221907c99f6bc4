namespace ElectraGen.Runtime.Checking;

/// <summary>What two dispatches without a barrier between them do to the same bytes.</summary>
internal enum HazardKind
{
    /// <summary>The later may read what was there before.</summary>
    ReadAfterWrite,

    /// <summary>The earlier may read what the later writes.</summary>
    WriteAfterRead,

    /// <summary>Either may have the last word.</summary>
    WriteAfterWrite,
}

/// <summary>Two uses of the same bytes that need a barrier between them.</summary>
internal sealed record Hazard(HazardKind Kind, OperandUse Earlier, OperandUse Later)
{
    /// <summary>The hazard of two uses that overlap; null where both only read.</summary>
    public static Hazard? Between(OperandUse earlier, OperandUse later) =>
        earlier.Writes && later.Reads ? new Hazard(HazardKind.ReadAfterWrite, earlier, later)
        : earlier.Writes && later.Writes ? new Hazard(HazardKind.WriteAfterWrite, earlier, later)
        : later.Writes ? new Hazard(HazardKind.WriteAfterRead, earlier, later)
        : null;

    /// <inheritdoc/>
    public override string ToString()
    {
        string what = Kind switch
        {
            HazardKind.ReadAfterWrite => "reads what was written by",
            HazardKind.WriteAfterRead => "overwrites what is read by",
            _ => "overwrites what was written by",
        };
        return $"{Later} {what} {Earlier}, with no barrier between them.";
    }
}
