using System.Runtime.InteropServices;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>Bytes around every segment that no kernel may touch: filled once, looked at after every run.</summary>
internal sealed class GuardZones
{
    /// <summary>Bytes of one zone.</summary>
    public const long Bytes = 4096;

    private const uint Pattern = 0xFFA5_C3D2;

    private readonly SegmentArena arena;
    private readonly MemoryTransfer transfer;
    private readonly uint[] zone = new uint[Bytes / sizeof(uint)];

    private GuardZones(SegmentArena arena, MemoryTransfer transfer)
    {
        this.arena = arena;
        this.transfer = transfer;
    }

    /// <summary>Fills the zones of an arena that was laid out with them; the last bytes of a segment's alignment belong to its zone.</summary>
    public static GuardZones Create(SegmentArena arena, MemoryTransfer transfer)
    {
        GuardZones guard = new(arena, transfer);
        guard.zone.AsSpan().Fill(Pattern);
        foreach (SegmentPlace place in arena.Places.Values)
        {
            transfer.Write(place.Allocation, place.Offset - Bytes, MemoryMarshal.AsBytes(guard.zone.AsSpan()));
            transfer.Write(place.Allocation, place.Offset + place.Bytes, MemoryMarshal.AsBytes(guard.zone.AsSpan()));
        }
        return guard;
    }

    /// <summary>Throws where a zone has changed.</summary>
    /// <exception cref="InvalidOperationException">A kernel wrote outside a segment.</exception>
    public void Verify()
    {
        foreach ((Segment segment, SegmentPlace place) in arena.Places)
        {
            Verify(place, place.Offset - Bytes, $"before segment {segment}");
            Verify(place, place.Offset + place.Bytes, $"behind segment {segment}");
        }
    }

    private void Verify(SegmentPlace place, long offset, string where)
    {
        transfer.Read(place.Allocation, offset, MemoryMarshal.AsBytes(zone.AsSpan()));
        int changed = zone.AsSpan().IndexOfAnyExcept(Pattern);
        if (changed >= 0)
            throw new InvalidOperationException($"A kernel wrote {where}: the word at byte {offset + (changed * sizeof(uint)) - place.Offset} from its start has changed.");
    }
}
