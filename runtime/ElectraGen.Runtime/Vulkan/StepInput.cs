using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>
/// What a run is given beside its recording: the batch and the scalars. The batch waits in one of two places, by turns, and a few commands
/// in front of the run bring both to their segments; so the host writes the next batch while a run is on.
/// </summary>
internal sealed unsafe class StepInput : IDisposable
{
    private readonly LogicalDevice device;
    private readonly RunClock clock;
    private readonly SegmentPlace? batch, scalars;
    private readonly WaitingPlace[] places;
    private WaitingPlace latest;
    private bool isWritten;
    private int turn;

    /// <summary>For an arena, which may have neither a batch nor scalars.</summary>
    public StepInput(LogicalDevice device, SegmentArena arena, RunClock clock)
    {
        this.device = device;
        this.clock = clock;
        batch = Find(arena, new Segment(SegmentKind.Input));
        scalars = Find(arena, StepScalars.Slot.Segment);
        places = [new WaitingPlace(device, batch?.Bytes ?? 0), new WaitingPlace(device, batch?.Bytes ?? 0)];
        latest = places[0];
    }

    /// <summary>Takes bytes of the batch for the next run; the others stay as they are.</summary>
    /// <param name="offset">Of the first byte in the batch's segment.</param>
    /// <param name="bytes">The bytes.</param>
    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        WaitingPlace place = places[turn];
        if (!isWritten)
        {
            device.Wait(place.FreeAt);
            latest.Bytes.CopyTo(place.Bytes);
            latest = place;
            isWritten = true;
        }
        bytes.CopyTo(place.Bytes[(int)offset..]);
    }

    /// <summary>Brings what was written to its segment, and waits until it is there.</summary>
    public void Flush()
    {
        if (isWritten)
            device.Wait(Submit(null));
    }

    /// <summary>Submits the commands that bring what was written, and these scalars, to their segments. Allocates nothing on the managed heap.</summary>
    public void Submit(in StepScalars values)
    {
        fixed (StepScalars* pointer = &values)
            Submit(pointer);
    }

    public void Dispose()
    {
        foreach (WaitingPlace place in places)
            place.Dispose();
    }

    private ulong Submit(StepScalars* values)
    {
        WaitingPlace place = places[turn];
        device.Wait(place.FreeAt);
        device.BeginCommands(place.Commands);
        if (values != null)
            clock.Start(place.Commands);
        if (isWritten)
        {
            SegmentPlace to = batch!.Value;
            BufferCopy whole = new(0, (ulong)to.Offset, (ulong)to.Bytes);
            device.Api.CmdCopyBuffer(place.Commands, place.Staging!.Buffer, to.Allocation.Buffer, 1, in whole);
            isWritten = false;
        }
        if (values != null && scalars is SegmentPlace segment)
            device.Api.CmdUpdateBuffer(place.Commands, segment.Allocation.Buffer, (ulong)segment.Offset, (ulong)sizeof(StepScalars), values);
        device.EndCommands(place.Commands);
        turn = 1 - turn;
        return place.FreeAt = device.Submit([place.Commands]);
    }

    private static SegmentPlace? Find(SegmentArena arena, Segment segment) =>
        arena.Places.TryGetValue(segment, out SegmentPlace place) ? place : null;

    /// <summary>Where a batch waits for its run, and the commands that fetch it.</summary>
    private sealed class WaitingPlace : IDisposable
    {
        private readonly LogicalDevice device;

        public WaitingPlace(LogicalDevice device, long bytes)
        {
            this.device = device;
            Staging = bytes == 0 ? null : DeviceAllocation.Create(device, bytes, MemoryPlace.Host);
            Commands = device.AllocateCommands();
            Bytes.Clear();
        }

        /// <summary>Null where there is no batch.</summary>
        public DeviceAllocation? Staging { get; }

        public Span<byte> Bytes => Staging is null ? [] : new Span<byte>(Staging.Mapping, checked((int)Staging.Bytes));

        public CommandBuffer Commands { get; }

        /// <summary>When the commands have ended, see <see cref="LogicalDevice.Wait"/>.</summary>
        public ulong FreeAt { get; set; }

        public void Dispose()
        {
            device.Wait(FreeAt);
            device.Free([Commands]);
            Staging?.Dispose();
        }
    }
}
