using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>Lays out every value of a scheduled graph, and puts in the barriers that this layout needs.</summary>
internal static class BufferPlanner
{
    public static BufferPlan Plan(Graph scheduled)
    {
        Graph graph = CarryCopies.Insert(scheduled);
        Timeline timeline = new(graph);
        BufferAssignment assignment = new(timeline);
        Buffer[] buffers = assignment.Buffers.ToArray();
        HashSet<int> layerParameters =
            [.. graph.Parameters.Where(parameter => parameter.Layers > 0).Select(parameter => parameter.Value.Id)];

        // Calls that could run at one time must not be kept apart by a place that both use: lives are rounded to whole groups
        int[] groups = Groups(timeline, BarrierPlanner.Find(timeline, new MemoryMap(assignment, layerParameters, offsets: null)));
        Dictionary<Buffer, long> offsets = GreedyPlacement.Place(buffers, buffer => Rounded(buffer.Lives, groups));
        SortedSet<int> barriers = BarrierPlanner.Find(timeline, new MemoryMap(assignment, layerParameters, offsets));

        return new BufferPlan(
            BarrierPlanner.Insert(graph, barriers),
            buffers.Select(buffer => Slot(buffer, offsets[buffer])).ToEquatableArray(),
            Placements(buffers),
            Layers(buffers).Select(layer => Bytes(buffers.Where(buffer => buffer.Layers > layer), offsets)).ToEquatableArray(),
            Bytes(buffers.Where(buffer => buffer.Segment == PlanSegment.Scratch), offsets),
            Bytes(buffers.Where(buffer => buffer.Segment == PlanSegment.Fixed), offsets),
            timeline.Steps.Count,
            LiveBytesEnvelope.Find(graph, timeline, assignment).ToEquatableArray());
    }

    /// <summary>By step: a number that is equal for steps without a barrier between them.</summary>
    private static int[] Groups(Timeline timeline, SortedSet<int> barriers)
    {
        int[] groups = new int[timeline.Steps.Count];
        for (int step = 1; step < groups.Length; step++)
        {
            bool isApart = barriers.Contains(step) || timeline.Steps[step].Pass != timeline.Steps[step - 1].Pass;
            groups[step] = groups[step - 1] + (isApart ? 1 : 0);
        }

        return groups;
    }

    private static Interval[] Rounded(IEnumerable<Interval> lives, int[] groups) =>
        lives.Select(life => new Interval(groups[life.First], groups[life.Last])).ToArray();

    private static PlanSlot Slot(Buffer buffer, long offset) => new(
        buffer.Name.Scope, buffer.Name.Name, buffer.Shape, buffer.Segment, offset, buffer.Layers, Joined(buffer.Lives).ToEquatableArray());

    private static EquatableArray<Placement> Placements(Buffer[] buffers) => buffers
        .SelectMany((buffer, slot) => buffer.Members.Select(member => new Placement(member.Key, slot, member.Value)))
        .OrderBy(placement => placement.ValueId).ToEquatableArray();

    private static IEnumerable<int> Layers(Buffer[] buffers) =>
        Enumerable.Range(0, buffers.Select(buffer => buffer.Layers).DefaultIfEmpty().Max());

    private static long Bytes(IEnumerable<Buffer> buffers, Dictionary<Buffer, long> offsets) =>
        buffers.Select(buffer => offsets[buffer] + buffer.Bytes).DefaultIfEmpty().Max();

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
