using ElectraGen.Runtime;

namespace ElectraGen.Training.Plans;

/// <summary>One segment of a drawn plan, or all layer segments, which look alike.</summary>
internal sealed record PlanLane(string Title, long Bytes, long LowerBoundBytes, IReadOnlyList<PlannedSlot> Slots)
{
    /// <summary>The lanes of a plan that hold anything, the largest segment first.</summary>
    public static PlanLane[] Of(PlanDescription plan, PlanSummary summary)
    {
        return
        [
            .. plan.Slots
                .GroupBy(static slot => slot.Slot.Segment)
                .GroupBy(static segment => (segment.Key.Kind, Shape: string.Join(';', segment.Select(static slot => slot.Name))))
                .Select(alike => Create(alike.First(), alike.Count()))
                .OrderByDescending(static lane => lane.Bytes),
        ];

        PlanLane Create(IGrouping<Segment, PlannedSlot> segment, int count)
        {
            PlannedSlot[] slots = [.. segment];
            int layers = Math.Max(count, slots.Max(static slot => Math.Max(1, slot.Layers)));
            string title = segment.Key.Kind switch
            {
                SegmentKind.Layer => $"layer × {layers}",
                SegmentKind kind => kind.ToString().ToLowerInvariant(),
            };
            return new PlanLane(
                title,
                slots.Max(slot => slot.Slot.OffsetAt(summary.Batch) + slot.Slot.BytesAt(summary.Batch)),
                summary.LargestLiveBytes(slots) / slots.Max(static slot => Math.Max(1, slot.Layers)),
                slots);
        }
    }
}
