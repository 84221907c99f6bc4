using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>Lays out every value of a scheduled graph, and puts in the barriers that this layout needs.</summary>
internal static class BufferPlanner
{
    /// <summary>What the arena may have over the largest sum of live bytes.</summary>
    private const double LargestRatio = 1.10;

    public static BufferPlan Plan(Graph scheduled)
    {
        Graph graph = CarryCopies.Insert(scheduled);
        Timeline timeline = new(graph);

        // Rather fewer barriers than less memory, and rather plain names than gaps filled, as long as the arena stays close to the bound
        BufferPlan plan = Plan(graph, timeline, sharesBarriers: true, fillsLayers: false);
        if (!IsTight(plan))
            plan = Plan(graph, timeline, sharesBarriers: true, fillsLayers: true);
        return IsTight(plan) ? plan : Plan(graph, timeline, sharesBarriers: false, fillsLayers: true);
    }

    private static BufferPlan Plan(Graph graph, Timeline timeline, bool sharesBarriers, bool fillsLayers)
    {
        BufferAssignment assignment = new(timeline);
        Buffer[] buffers = [.. assignment.Buffers];

        MemoryMap apart = new(assignment, graph.Parameters, offsets: null);
        PassPair[] pairs = [.. PassPair.Find(graph, timeline, apart)];

        // Calls that could run at one time are kept apart by a place that both use, unless they count as one time
        int[] groups = sharesBarriers ? Groups(timeline, BarrierPlanner.Find(timeline, apart)) : [.. Enumerable.Range(0, timeline.Steps.Count)];
        GreedyPlacement placement = new(buffers, groups, pairs.Select(pair => pair.SidesIn(timeline)), fillsLayers);
        MemoryMap map = new(assignment, graph.Parameters, placement.Offsets);
        BarrierPositions barriers = BarrierPlanner.Find(timeline, map);
        Graph synchronized = BarrierPlanner.Insert(graph, barriers);

        return new BufferPlan(
            synchronized,
            new SequencePlanner(synchronized, timeline, map, barriers, pairs).Plan().ToEquatableArray(),
            buffers.Select(buffer => Slot(buffer, placement.Offsets[buffer])).ToEquatableArray(),
            Placements(buffers),
            Enumerable.Range(0, placement.Layers).Select(placement.BytesOfLayer).ToEquatableArray(),
            placement.BytesOf(PlanSegment.Scratch),
            placement.BytesOf(PlanSegment.Fixed),
            timeline.Steps.Count,
            LiveBytesEnvelope.Find(graph, timeline, assignment, pairs).ToEquatableArray());
    }

    /// <summary>Whether the arena is close to the lower bound for one sequence as well as for very many, in 32 bits and in 16.</summary>
    private static bool IsTight(BufferPlan plan) =>
        new[] { 1, 2 }.All(divisor => plan.SequenceBytes / divisor <= LargestRatio * plan.Peaks.Max(peak => peak.SequenceBytes(divisor))) &&
        plan.ArenaBytes(1) <= LargestRatio * plan.Peaks.Max(peak => peak.At(1));

    /// <summary>By step: a number that is equal for steps without a barrier between them.</summary>
    private static int[] Groups(Timeline timeline, BarrierPositions barriers)
    {
        int[] groups = new int[timeline.Steps.Count];
        for (int step = 1; step < groups.Length; step++)
        {
            bool isApart = barriers.Steps.Contains(step) || barriers.BeforeLoops.Contains(step) || timeline.Steps[step].Pass != timeline.Steps[step - 1].Pass;
            groups[step] = groups[step - 1] + (isApart ? 1 : 0);
        }

        return groups;
    }

    private static PlanSlot Slot(Buffer buffer, long offset) => new(
        buffer.Name.Scope, buffer.Name.Name, buffer.Shape, buffer.Segment, offset, buffer.Layers, Joined(buffer.Lives.Select(lived => lived.Life)).ToEquatableArray());

    private static EquatableArray<Placement> Placements(Buffer[] buffers) => buffers
        .SelectMany((buffer, slot) => buffer.Members.Select(member => new Placement(member.Key, slot, member.Value)))
        .OrderBy(placement => placement.ValueId).ToEquatableArray();

    /// <summary>In order, those that touch made one.</summary>
    private static IEnumerable<Interval> Joined(IEnumerable<Interval> lives)
    {
        Interval? open = null;
        foreach (Interval life in lives.OrderBy(life => life.First))
        {
            if (open is { } before && life.First <= before.Last + 1)
            {
                open = new Interval(before.First, Math.Max(before.Last, life.Last));
                continue;
            }

            if (open is { } closed)
                yield return closed;
            open = life;
        }

        if (open is { } last)
            yield return last;
    }
}
