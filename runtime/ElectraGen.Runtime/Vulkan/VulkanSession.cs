using System.Runtime.InteropServices;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>Segments on a Vulkan device and the recordings that work on them.</summary>
internal sealed class VulkanSession : ISession
{
    private readonly LogicalDevice device;
    private readonly KernelPipelines pipelines;
    private readonly SegmentArena arena;
    private readonly MemoryTransfer transfer;
    private readonly StepInput input;
    private readonly GuardZones? guard;
    private readonly DispatchLimits limits;
    private ulong ended;

    private VulkanSession(
        LogicalDevice device, KernelPipelines pipelines, SegmentArena arena, MemoryTransfer transfer, StepInput input,
        GuardZones? guard, DispatchLimits limits, int batch)
    {
        this.device = device;
        this.pipelines = pipelines;
        this.arena = arena;
        this.transfer = transfer;
        this.input = input;
        this.guard = guard;
        this.limits = limits;
        Batch = batch;
    }

    public int Batch { get; }

    public static VulkanSession Create(
        LogicalDevice device, KernelPipelines pipelines, DeviceOptions options, DispatchLimits limits,
        IReadOnlyList<SegmentSize> segments, int batch)
    {
        long guardBytes = options.Guard ? GuardZones.Bytes : 0;
        SegmentArena arena = SegmentArena.Create(device, segments, batch, isMapped: !options.IsStaged, guardBytes);
        MemoryTransfer? transfer = null;
        StepInput? input = null;
        try
        {
            transfer = MemoryTransfer.Create(device, arena);
            foreach (DeviceAllocation allocation in arena.Allocations)
                transfer.Fill(allocation, 0);
            input = new StepInput(device, arena);
            GuardZones? guard = options.Guard ? GuardZones.Create(arena, transfer) : null;
            return new VulkanSession(device, pipelines, arena, transfer, input, guard, limits, batch);
        }
        catch
        {
            input?.Dispose();
            transfer?.Dispose();
            arena.Dispose();
            throw;
        }
    }

    public IRecording Record(Action<IRecorder> pass)
    {
        VulkanRecorder recorder = new(device, pipelines, arena, Batch, limits);
        try
        {
            pass(recorder);
            return new VulkanRecording(device, this, recorder.End());
        }
        catch
        {
            recorder.Abandon();
            throw;
        }
    }

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
        guard?.Verify();
    }

    public void Write(Slot slot, ReadOnlySpan<float> values) => WriteWords(slot, Element.Float32, values);

    public void Write(Slot slot, ReadOnlySpan<int> values) => WriteWords(slot, Element.Int32, values);

    public void Read(Slot slot, Span<float> values) => ReadWords(slot, Element.Float32, values);

    public void Read(Slot slot, Span<int> values) => ReadWords(slot, Element.Int32, values);

    public void Dispose()
    {
        device.Wait(ended);
        input.Dispose();
        transfer.Dispose();
        arena.Dispose();
    }

    private void WriteWords<TWord>(Slot slot, Element element, ReadOnlySpan<TWord> values)
        where TWord : unmanaged
    {
        SegmentPlace place = Match(slot, element, values.Length);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        if (slot.Segment == new Segment(SegmentKind.Input))
        {
            input.Write(slot.OffsetAt(Batch), bytes);
            return;
        }
        device.Wait(ended);
        transfer.Write(place.Allocation, place.Offset + slot.OffsetAt(Batch), bytes);
    }

    private void ReadWords<TWord>(Slot slot, Element element, Span<TWord> values)
        where TWord : unmanaged
    {
        SegmentPlace place = Match(slot, element, values.Length);
        if (slot.Segment == new Segment(SegmentKind.Input))
            input.Flush();
        device.Wait(ended);
        transfer.Read(place.Allocation, place.Offset + slot.OffsetAt(Batch), MemoryMarshal.AsBytes(values));
    }

    private SegmentPlace Match(Slot slot, Element element, int count)
    {
        if (slot.Element != element || slot.CountAt(Batch) != count)
            throw new ArgumentException($"A transfer moves {count} elements of {element}, and the slot has {slot.CountAt(Batch)} of {slot.Element}.", nameof(slot));
        return arena.PlaceOf(slot);
    }
}
