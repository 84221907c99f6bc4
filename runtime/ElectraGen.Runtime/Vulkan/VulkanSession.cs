using System.Runtime.InteropServices;
using ElectraGen.Runtime.Checking;
using ElectraGen.Runtime.Numbers;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>Segments on a Vulkan device and the recordings that work on them.</summary>
internal sealed class VulkanSession : ISession
{
    private readonly LogicalDevice device;
    private readonly KernelPipelines pipelines;
    private readonly SegmentArena arena;
    private readonly MemoryTransfer transfer;
    private readonly StepInput input;
    private readonly RunClock clock;
    private readonly GuardZones? guard;
    private readonly DispatchLimits limits;
    private ulong ended;

    private VulkanSession(
        LogicalDevice device, KernelPipelines pipelines, SegmentArena arena, MemoryTransfer transfer, StepInput input,
        RunClock clock, GuardZones? guard, DispatchLimits limits, int batch)
    {
        this.device = device;
        this.pipelines = pipelines;
        this.arena = arena;
        this.transfer = transfer;
        this.input = input;
        this.clock = clock;
        this.guard = guard;
        this.limits = limits;
        Batch = batch;
    }

    public int Batch { get; }

    public TimeSpan DeviceTime => clock.Total;

    public static VulkanSession Create(
        LogicalDevice device, KernelPipelines pipelines, DeviceOptions options, DispatchLimits limits,
        IReadOnlyList<SegmentSize> segments, int batch)
    {
        long guardBytes = options.Guard ? GuardZones.Bytes : 0;
        SegmentArena arena = SegmentArena.Create(device, segments, batch, isMapped: !options.IsStaged, guardBytes);
        MemoryTransfer? transfer = null;
        StepInput? input = null;
        RunClock? clock = null;
        try
        {
            transfer = MemoryTransfer.Create(device, arena);
            foreach (DeviceAllocation allocation in arena.Allocations)
                transfer.Fill(allocation, 0);
            clock = new RunClock(device);
            input = new StepInput(device, arena, clock);
            GuardZones? guard = options.Guard ? GuardZones.Create(arena, transfer) : null;
            return new VulkanSession(device, pipelines, arena, transfer, input, clock, guard, limits, batch);
        }
        catch
        {
            input?.Dispose();
            clock?.Dispose();
            transfer?.Dispose();
            arena.Dispose();
            throw;
        }
    }

    public IRecording Record(Action<IRecorder> pass) => Record(pass, isTimed: false);

    public ITimedRecording RecordTimed(Action<IRecorder> pass) => Record(pass, isTimed: true);

    public void Start(IRecording recording, in StepScalars scalars)
    {
        if (recording is not VulkanRecording own || own.Session != this)
            throw new ArgumentException("The recording was made on another session.", nameof(recording));
        input.Submit(scalars);
        ended = own.Submit();
    }

    public void Wait()
    {
        device.Wait(ended);
        clock.Stop();
        guard?.Verify();
    }

    public void Write(Slot slot, ReadOnlySpan<float> values)
    {
        if (IsNarrow(slot))
            Write(Match(slot, Element.Activation, values.Length), slot, NarrowNumbers.Encode(Precision, values));
        else
            Write(Match(slot, WideElementOf(slot), values.Length), slot, MemoryMarshal.AsBytes(values));
    }

    public void Write(Slot slot, ReadOnlySpan<int> values) =>
        Write(Match(slot, Element.Int32, values.Length), slot, MemoryMarshal.AsBytes(values));

    public void Read(Slot slot, Span<float> values)
    {
        if (!IsNarrow(slot))
        {
            Read(Match(slot, WideElementOf(slot), values.Length), slot, MemoryMarshal.AsBytes(values));
            return;
        }
        ushort[] bits = new ushort[values.Length];
        Read(Match(slot, Element.Activation, values.Length), slot, MemoryMarshal.AsBytes(bits.AsSpan()));
        NarrowNumbers.Decode(Precision, bits, values);
    }

    public void Read(Slot slot, Span<int> values) => Read(Match(slot, Element.Int32, values.Length), slot, MemoryMarshal.AsBytes(values));

    public void Dispose()
    {
        device.Wait(ended);
        input.Dispose();
        clock.Dispose();
        transfer.Dispose();
        arena.Dispose();
    }

    private VulkanRecording Record(Action<IRecorder> pass, bool isTimed)
    {
        ListingRecorder listing = new(Batch);
        pass(listing);
        pipelines.Prepare([.. listing.Dispatches.Select(dispatch => (
            dispatch.Kernel, dispatch.Options, pipelines.NarrowOperands(dispatch.Operands),
            pipelines.VariantOf(dispatch.Kernel, dispatch.Options, dispatch.Operands, dispatch.Constants, dispatch.Work, arena)))]);
        DispatchClock? dispatchClock = isTimed ? DispatchClock.Create(device, listing.Dispatches.Count) : null;
        VulkanRecorder recorder = new(device, pipelines, arena, clock, Batch, limits, dispatchClock);
        try
        {
            pass(recorder);
            return new VulkanRecording(device, this, recorder.End(), dispatchClock);
        }
        catch
        {
            recorder.Abandon();
            dispatchClock?.Dispose();
            throw;
        }
    }

    private Precision Precision => device.Target.Precision;

    private bool IsNarrow(Slot slot) => slot.Element == Element.Activation && Precision.IsNarrow();

    /// <summary>What a slot of floats has to be for its words to be floats: activations are, unless they are narrow.</summary>
    private static Element WideElementOf(Slot slot) => slot.Element == Element.Activation ? Element.Activation : Element.Float32;

    private void Write(SegmentPlace place, Slot slot, ReadOnlySpan<byte> bytes)
    {
        if (slot.Segment == new Segment(SegmentKind.Input))
        {
            input.Write(arena.OffsetOf(slot), bytes);
            return;
        }
        device.Wait(ended);
        transfer.Write(place.Allocation, place.Offset + arena.OffsetOf(slot), bytes);
    }

    private void Read(SegmentPlace place, Slot slot, Span<byte> bytes)
    {
        if (slot.Segment == new Segment(SegmentKind.Input))
            input.Flush();
        device.Wait(ended);
        transfer.Read(place.Allocation, place.Offset + arena.OffsetOf(slot), bytes);
    }

    private SegmentPlace Match(Slot slot, Element element, int count)
    {
        if (slot.Element != element || slot.CountAt(Batch) != count)
            throw new ArgumentException($"A transfer moves {count} elements of {element}, and the slot has {slot.CountAt(Batch)} of {slot.Element}.", nameof(slot));
        return arena.PlaceOf(slot);
    }
}
