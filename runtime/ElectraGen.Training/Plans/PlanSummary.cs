using ElectraGen.Runtime;

namespace ElectraGen.Training.Plans;

/// <summary>A plan at a batch size, in bytes.</summary>
internal sealed class PlanSummary
{
    private readonly PlanDescription plan;

    public PlanSummary(PlanDescription plan, int batch, Precision precision = Precision.Fp32)
    {
        this.plan = plan;
        Batch = batch;
        Precision = precision;
        LowerBoundBytes = plan.LowerBoundBytes(batch, precision);
        NoReuseBytes = plan.Slots.Sum(Bytes);
    }

    /// <summary>Sequences per step.</summary>
    public int Batch { get; }

    /// <summary>How wide activations are.</summary>
    public Precision Precision { get; }

    /// <summary>What the plan takes for layers, scratch and fixed.</summary>
    public long ArenaBytes => plan.ArenaBytes(Batch, Precision);

    /// <summary>The largest sum of bytes that are live at once: no plan can take less.</summary>
    public long LowerBoundBytes { get; }

    /// <summary>What a plan would take that gave every slot a place of its own.</summary>
    public long NoReuseBytes { get; }

    /// <summary>Parameters, gradients and both moments.</summary>
    public long PersistentBytes => plan.PersistentBytes;

    /// <summary>Bytes of all segments together.</summary>
    public long TotalBytes => SessionBytes(plan, Batch, Precision);

    /// <summary>Bytes of a slot in all its layers.</summary>
    public long Bytes(PlannedSlot slot) => BytesOf(slot.Slot) * Math.Max(1, slot.Layers);

    /// <summary>Bytes of a slot.</summary>
    public long BytesOf(Slot slot) => Precision.BytesOf(slot, Batch);

    /// <summary>Where a slot starts in its segment.</summary>
    public long OffsetOf(Slot slot) => Precision.OffsetOf(slot, Batch);

    /// <summary>The largest sum of bytes of these slots that are live at once, of one layer where they are kept per layer.</summary>
    public long LargestLiveBytes(IEnumerable<PlannedSlot> slots)
    {
        long[] changes = new long[plan.Steps + 2];
        foreach (PlannedSlot slot in slots)
        {
            foreach (Lifetime lifetime in slot.Lifetimes)
            {
                changes[lifetime.First] += BytesOf(slot.Slot);
                changes[lifetime.Last + 1] -= BytesOf(slot.Slot);
            }
        }
        long live = 0, largest = 0;
        foreach (long change in changes)
            largest = Math.Max(largest, live += change);
        return largest;
    }

    /// <summary>Bytes of all segments that a session at a batch needs.</summary>
    public static long SessionBytes(PlanDescription plan, int batch, Precision precision = Precision.Fp32) =>
        plan.SegmentsAt(batch).Sum(size => precision.BytesOf(size.Segment, size.Bytes));

    /// <summary>The largest batch whose segments have room in <paramref name="memoryBytes"/>; 0 where not even one sequence has.</summary>
    public static int LargestBatch(PlanDescription plan, long memoryBytes, Precision precision = Precision.Fp32)
    {
        long constant = SessionBytes(plan, 0, precision);
        long perSequence = SessionBytes(plan, 1, precision) - constant;
        long room = memoryBytes - constant;
        return room <= 0 || perSequence <= 0 ? 0 : (int)Math.Min(room / perSequence, int.MaxValue);
    }

    /// <summary>Stops where a session at a batch would not fit the device.</summary>
    /// <exception cref="ElectraGenException">It does not; the sentence has both numbers and the largest batch that fits.</exception>
    public static void RequireRoom(IModel model, int batch, DeviceDescription device, Precision precision = Precision.Fp32)
    {
        long needed = SessionBytes(model.Plan, batch, precision);
        if (needed <= device.MemoryBytes)
            return;
        int largest = LargestBatch(model.Plan, device.MemoryBytes, precision), recomputing = LargestBatch(model.Recomputing.Plan, device.MemoryBytes, precision);
        string remedy = largest == 0 && recomputing == 0
            ? "not even one sequence fits; declare a smaller model or choose another --device"
            : $"the largest batch that fits is {largest}{(recomputing > largest ? $", with --recompute {recomputing}" : "")}, and a --micro-batch of that size lets larger ones be trained";
        throw new ElectraGenException(
            $"{model.Description.Name} at batch {batch} needs {ByteText.Format(needed)} and {device.Name} ({device.Id}) has {ByteText.Format(device.MemoryBytes)}: {remedy}.");
    }
}
