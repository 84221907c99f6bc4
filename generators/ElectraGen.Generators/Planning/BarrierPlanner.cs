using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>
/// Finds where barriers have to stand, by going through the whole step, every turn of every repeat: an operation that reads what
/// was written since the last barrier, or writes what was read or written since, needs one before it. Between passes there always
/// is one.
/// </summary>
internal static class BarrierPlanner
{
    /// <summary>Steps that need a barrier before them.</summary>
    public static SortedSet<int> Find(Timeline timeline, MemoryMap map)
    {
        // A hazard from turn to turn shows late. With its barrier known from the start, fewer are needed for the rest
        (_, SortedSet<int> betweenTurns) = Walk(timeline, map, []);
        return Walk(timeline, map, betweenTurns).All;
    }

    public static Graph Insert(Graph graph, SortedSet<int> barriers)
    {
        int step = 0;
        IEnumerable<Node> WithBarriers(Node node)
        {
            if (node is Repeat repeat)
                return [repeat with { Body = repeat.Body.SelectMany(WithBarriers).ToEquatableArray() }];
            return barriers.Contains(step++) ? [new Graphs.Barrier(), node] : [node];
        }

        return graph with
        {
            Passes = graph.Passes
                .Select(pass => pass with { Nodes = pass.Nodes.SelectMany(WithBarriers).ToEquatableArray() }).ToEquatableArray(),
        };
    }

    private static (SortedSet<int> All, SortedSet<int> BetweenTurns) Walk(Timeline timeline, MemoryMap map, SortedSet<int> given)
    {
        SortedSet<int> barriers = [.. given], betweenTurns = [];
        List<(Region Region, bool IsWrite)> since = [];
        int pass = 0;
        foreach (Event happening in timeline.Events())
        {
            (Region Region, bool IsWrite)[] touched = Touched(happening, map).ToArray();
            bool isHazard = touched.Any(now => since.Any(before => (now.IsWrite || before.IsWrite) && now.Region.Overlaps(before.Region)));
            bool isNewPass = happening.Pass != pass;
            if (isHazard && !isNewPass && barriers.Add(happening.Step) && !happening.IsFirstTurn)
                betweenTurns.Add(happening.Step);
            if (isNewPass || barriers.Contains(happening.Step))
                since.Clear();
            since.AddRange(touched);
            pass = happening.Pass;
        }

        return (barriers, betweenTurns);
    }

    private static IEnumerable<(Region Region, bool IsWrite)> Touched(Event happening, MemoryMap map)
    {
        foreach (Argument argument in happening.Operation.Arguments)
        {
            if (map.Find(argument, happening.Turn) is { } region)
                yield return (region, argument.Access != Access.Read);
        }
    }
}
