using ElectraGen.Runtime;

namespace ElectraGen.Training.Plans;

/// <summary>A plan at a batch size, in bytes.</summary>
internal sealed class PlanSummary
{
    private readonly PlanDescription plan;

    public PlanSummary(PlanDescription plan, int batch)
    {
        this.plan = plan;
        Batch = batch;
        LowerBoundBytes = plan.LowerBoundBytes(batch);
        NoReuseBytes = plan.Slots.Sum(Bytes);
    }

    /// <summary>Sequences per step.</summary>
    public int Batch { get; }

    /// <summary>What the plan takes for layers, scratch and fixed.</summary>
    public long ArenaBytes => plan.ArenaBytes(Batch);

    /// <summary>The largest sum of bytes that are live at once: no plan can take less.</summary>
    public long LowerBoundBytes { get; }

    /// <summary>What a plan would take that gave every slot a place of its own.</summary>
    public long NoReuseBytes { get; }

    /// <summary>Parameters, gradients and both moments.</summary>
    public long PersistentBytes => plan.PersistentBytes;

    /// <summary>Bytes of all segments together.</summary>
    public long TotalBytes => SessionBytes(plan, Batch);

    /// <summary>Bytes of a slot in all its layers.</summary>
    public long Bytes(PlannedSlot slot) => slot.Slot.BytesAt(Batch) * Math.Max(1, slot.Layers);

    /// <summary>The largest sum of bytes of these slots that are live at once, of one layer where they are kept per layer.</summary>
    public long LargestLiveBytes(IEnumerable<PlannedSlot> slots)
    {
        long[] changes = new long[plan.Steps + 2];
        foreach (PlannedSlot slot in slots)
        {
            foreach (Lifetime lifetime in slot.Lifetimes)
            {
                changes[lifetime.First] += slot.Slot.BytesAt(Batch);
                changes[lifetime.Last + 1] -= slot.Slot.BytesAt(Batch);
            }
        }
        long live = 0, largest = 0;
        foreach (long change in changes)
            largest = Math.Max(largest, live += change);
        return largest;
    }

    /// <summary>Bytes of all segments that a session at a batch needs.</summary>
    public static long SessionBytes(PlanDescription plan, int batch) =>
        plan.SegmentsAt(batch).Sum(static segment => segment.Bytes);

    /// <summary>The largest batch whose segments have room in <paramref name="memoryBytes"/>; 0 where not even one sequence has.</summary>
    public static int LargestBatch(PlanDescription plan, long memoryBytes)
    {
        long perSequence = SessionBytes(plan, 1) - SessionBytes(plan, 0);
        long room = memoryBytes - SessionBytes(plan, 0);
        return room <= 0 || perSequence <= 0 ? 0 : (int)Math.Min(room / perSequence, int.MaxValue);
    }

    /// <summary>Stops where a session at a batch would not fit the device.</summary>
    /// <exception cref="ElectraGenException">It does not; the sentence has both numbers and the largest batch that fits.</exception>
    public static void RequireRoom(IModel model, int batch, DeviceDescription device)
    {
        long needed = SessionBytes(model.Plan, batch);
        if (needed <= device.MemoryBytes)
            return;
        int largest = LargestBatch(model.Plan, device.MemoryBytes);
        string remedy = largest > 0 ? $"the largest batch that fits is {largest}" : "not even one sequence fits; declare a smaller model or choose another --device";
        throw new ElectraGenException(
            $"{model.Description.Name} at batch {batch} needs {ByteText.Format(needed)} and {device.Name} ({device.Id}) has {ByteText.Format(device.MemoryBytes)}: {remedy}.");
    }
}
