namespace ElectraGen.Runtime.Devices;

/// <summary>What a device's allocator holds, and the most that it ever held.</summary>
internal sealed class AllocatedBytes
{
    private long held;

    /// <summary>The most bytes held at one time.</summary>
    public long Peak { get; private set; }

    public void Add(long bytes)
    {
        held += bytes;
        Peak = Math.Max(Peak, held);
    }

    public void Remove(long bytes) => held -= bytes;
}
