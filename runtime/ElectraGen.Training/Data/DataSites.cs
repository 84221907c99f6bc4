namespace ElectraGen.Training.Data;

/// <summary>
/// Sites of the random draws that data needs: second words of Philox keys. A model's operations count theirs from 0, so these are
/// far away.
/// </summary>
internal static class DataSites
{
    /// <summary>Segment lengths of examples.</summary>
    public const uint Examples = 0xDA7A_0000;

    /// <summary>The order of examples in an epoch.</summary>
    public const uint Shuffle = 0xDA7A_0001;
}
