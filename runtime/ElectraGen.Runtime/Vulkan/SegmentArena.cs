namespace ElectraGen.Runtime.Vulkan;

/// <summary>The segments of a session in few allocations. No segment straddles two.</summary>
internal sealed class SegmentArena : IDisposable
{
    /// <summary>Bytes that a segment's start is a multiple of: the largest alignment that Vulkan lets a device ask for.</summary>
    private const long Alignment = 256;

    private readonly List<DeviceAllocation> allocations = [];
    private readonly Dictionary<Segment, SegmentPlace> places = [];
    private readonly int batch;
    private readonly Precision precision;

    private SegmentArena(int batch, Precision precision)
    {
        this.batch = batch;
        this.precision = precision;
    }

    public IReadOnlyList<DeviceAllocation> Allocations => allocations;

    public IReadOnlyDictionary<Segment, SegmentPlace> Places => places;

    /// <summary>Allocates.</summary>
    /// <param name="device">The device.</param>
    /// <param name="segments">Planned bytes of each segment at the batch.</param>
    /// <param name="batch">Sequences per step.</param>
    /// <param name="isMapped">Whether memory that the host shares is mapped.</param>
    /// <param name="guardBytes">Bytes left free around every segment; a multiple of the alignment.</param>
    /// <exception cref="ElectraGenException">The device cannot hold them.</exception>
    public static SegmentArena Create(
        LogicalDevice device, IReadOnlyList<SegmentSize> segments, int batch, bool isMapped, long guardBytes)
    {
        Precision precision = device.Target.Precision;
        segments = [.. segments.Select(size => size with { Bytes = precision.BytesOf(size.Segment, size.Bytes) })];
        DeviceCapacity.Check(device.Adapter.Name, device.Adapter.MemoryBytes, device.Adapter.MaximumAllocationBytes, segments, batch);
        SegmentArena arena = new(batch, precision);
        try
        {
            MemoryPlace place = isMapped ? MemoryPlace.Device : MemoryPlace.DeviceUnmapped;
            arena.Pack(device, [.. segments.OrderByDescending(size => size.Bytes)], place, guardBytes);
        }
        catch
        {
            arena.Dispose();
            throw;
        }
        return arena;
    }

    /// <summary>The slot's first byte, as shaders see it; 0 for <see cref="Slot.None"/>.</summary>
    /// <exception cref="ArgumentException">The slot leaves its segment.</exception>
    public ulong AddressOf(Slot slot) =>
        slot.IsNone ? 0 : PlaceOf(slot).Address + (ulong)OffsetOf(slot);

    /// <summary>Bytes from its segment's start to the slot.</summary>
    public long OffsetOf(Slot slot) => precision.OffsetOf(slot, batch);

    /// <summary>The segment that holds all of the slot.</summary>
    /// <exception cref="ArgumentException">The slot leaves its segment.</exception>
    public SegmentPlace PlaceOf(Slot slot)
    {
        if (!places.TryGetValue(slot.Segment, out SegmentPlace place))
            throw new ArgumentException($"The session has no segment {slot.Segment}.", nameof(slot));
        if (slot.Offset < 0 || OffsetOf(slot) + precision.BytesOf(slot, batch) > place.Bytes)
            throw new ArgumentException($"{slot} leaves its segment, which has {place.Bytes} bytes at batch {batch}.", nameof(slot));
        return place;
    }

    public void Dispose()
    {
        foreach (DeviceAllocation allocation in Enumerable.Reverse(allocations))
            allocation.Dispose();
    }

    /// <summary>First fit, largest first, into bins as large as one allocation may be.</summary>
    private void Pack(LogicalDevice device, IReadOnlyList<SegmentSize> segments, MemoryPlace place, long guardBytes)
    {
        List<(List<(SegmentSize Size, long Offset)> Segments, long End)> bins = [];
        foreach (SegmentSize size in segments)
        {
            long end = guardBytes + AlignUp(size.Bytes);
            int bin = bins.FindIndex(candidate => candidate.End + end + guardBytes <= device.Adapter.MaximumAllocationBytes);
            if (bin < 0)
            {
                bins.Add(([], 0));
                bin = bins.Count - 1;
            }
            bins[bin].Segments.Add((size, bins[bin].End + guardBytes));
            bins[bin] = bins[bin] with { End = bins[bin].End + end };
        }

        foreach ((List<(SegmentSize Size, long Offset)> members, long end) in bins)
        {
            DeviceAllocation allocation = DeviceAllocation.Create(device, Math.Max(end + guardBytes, Alignment), place);
            allocations.Add(allocation);
            foreach ((SegmentSize size, long offset) in members)
                places.Add(size.Segment, new SegmentPlace(allocation, offset, size.Bytes));
        }
    }

    private static long AlignUp(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}

/// <summary>Where a segment lies.</summary>
internal readonly record struct SegmentPlace(DeviceAllocation Allocation, long Offset, long Bytes)
{
    public ulong Address => Allocation.Address + (ulong)Offset;
}
