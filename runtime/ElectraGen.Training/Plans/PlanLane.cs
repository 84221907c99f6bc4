using ElectraGen.Runtime;

namespace ElectraGen.Training.Plans;

/// <summary>One segment of a drawn plan, or all layer segments, which look alike.</summary>
internal sealed record PlanLane(string Title, long Bytes, long LowerBoundBytes, IReadOnlyList<PlannedSlot> Slots)
{
    /// <summary>The lanes of a plan that hold anything, the largest first. A layer segment's slots are drawn as they lie in each layer.</summary>
    public static PlanLane[] Of(PlanDescription plan, PlanSummary summary) =>
    [
        .. plan.Slots
            .GroupBy(static slot => slot.Slot.Segment.Kind)
            .Select(segment => Create(segment.Key, [.. segment], summary))
            .OrderByDescending(static lane => lane.Bytes),
    ];

    private static PlanLane Create(SegmentKind kind, PlannedSlot[] slots, PlanSummary summary)
    {
        string name = kind.ToString().ToLowerInvariant();
        return new PlanLane(
            kind == SegmentKind.Layer ? $"{name} × {slots.Max(static slot => slot.Layers)}" : name,
            slots.Max(slot => summary.OffsetOf(slot.Slot) + summary.BytesOf(slot.Slot)),
            summary.LargestLiveBytes(slots),
            slots);
    }
}
