using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>
/// Finds where barriers have to stand inside of passes, by going through the whole step, every turn of every repeat: an operation that
/// reads what was written since the last barrier, or writes what was read or written since, needs one before it. What stands between
/// two passes is <see cref="SequencePlanner"/>'s to say.
/// </summary>
internal static class BarrierPlanner
{
    public static BarrierPositions Find(Timeline timeline, MemoryMap map)
    {
        // A hazard from turn to turn shows late. With its barrier known from the start, fewer are needed for the rest: one at a time,
        // since the first may do for the next
        SortedSet<int> given = [];
        (SortedSet<int> steps, SortedSet<int> betweenTurns) = Walk(timeline, map, given);
        while (betweenTurns.Count > 0)
        {
            given.Add(betweenTurns.Min);
            (steps, betweenTurns) = Walk(timeline, map, given);
        }

        BarrierPositions barriers = WithBarriersBeforeLoops(
            new BarrierPositions(steps, NeedlessBeforeFirstTurn(timeline, map, steps), []), timeline, map);

        // And a later one may do for an earlier
        foreach (int step in given)
        {
            BarrierPositions others = barriers with { Steps = [.. barriers.Steps.Where(other => other != step)] };
            if (AreEnough(others, timeline, map))
                barriers = others;
        }

        return barriers;
    }

    public static Graph Insert(Graph graph, BarrierPositions barriers)
    {
        int step = 0;
        IEnumerable<Node> WithBarriers(Node node)
        {
            int before = step;
            if (node is Repeat repeat)
            {
                Repeat withBarriers = repeat with { Body = repeat.Body.SelectMany(WithBarriers).ToEquatableArray() };
                return barriers.BeforeLoops.Contains(before) ? [new Graphs.Barrier(BetweenTurns: false), withBarriers] : [withBarriers];
            }

            step++;
            return barriers.Steps.Contains(before) ? [new Graphs.Barrier(barriers.BetweenTurns.Contains(before)), node] : [node];
        }

        return graph with
        {
            Passes = graph.Passes
                .Select(pass => pass with { Nodes = pass.Nodes.SelectMany(WithBarriers).ToEquatableArray() }).ToEquatableArray(),
        };
    }

    /// <summary>A barrier at the start of a repeat that only its first turn needs stands before the repeat.</summary>
    private static BarrierPositions WithBarriersBeforeLoops(BarrierPositions barriers, Timeline timeline, MemoryMap map)
    {
        foreach (int first in timeline.Loops.Select(loop => loop.First).Where(first => barriers.Steps.Contains(first) && !barriers.BetweenTurns.Contains(first)))
        {
            BarrierPositions before = barriers with { Steps = [.. barriers.Steps.Where(step => step != first)], BeforeLoops = [.. barriers.BeforeLoops, first] };
            if (AreEnough(before, timeline, map))
                barriers = before;
        }

        return barriers;
    }

    private static bool AreEnough(BarrierPositions barriers, Timeline timeline, MemoryMap map)
    {
        List<RegionUse> since = [];
        int pass = 0;
        foreach (Event happening in timeline.Events())
        {
            if (happening.Pass != pass || barriers.StandBefore(happening))
                since.Clear();
            RegionUse[] uses = [.. map.Uses(happening)];
            if (uses.Any(now => since.Any(now.Meets)))
                return false;
            since.AddRange(uses);
            pass = happening.Pass;
        }

        return true;
    }

    private static (SortedSet<int> All, SortedSet<int> BetweenTurns) Walk(Timeline timeline, MemoryMap map, SortedSet<int> given)
    {
        SortedSet<int> barriers = [.. given], betweenTurns = [];
        List<RegionUse> since = [];
        int pass = 0;
        foreach (Event happening in timeline.Events())
        {
            RegionUse[] uses = [.. map.Uses(happening)];
            bool isNewPass = happening.Pass != pass;
            bool isHazard = uses.Any(now => since.Any(now.Meets));
            if (isHazard && !isNewPass && barriers.Add(happening.Step) && !happening.IsFirstTurn)
                betweenTurns.Add(happening.Step);
            if (isNewPass || barriers.Contains(happening.Step))
                since.Clear();
            since.AddRange(uses);
            pass = happening.Pass;
        }

        return (barriers, betweenTurns);
    }

    /// <summary>Steps of repeats that, in the first turn, could run together with what stands before the repeat.</summary>
    private static SortedSet<int> NeedlessBeforeFirstTurn(Timeline timeline, MemoryMap map, SortedSet<int> barriers)
    {
        SortedSet<int> needless = [];
        List<RegionUse> since = [];
        Event[] events = [.. timeline.Events()];
        for (int index = 0; index < events.Length; index++)
        {
            Event happening = events[index];
            bool isNewPass = index > 0 && happening.Pass != events[index - 1].Pass;
            bool hasBarrier = barriers.Contains(happening.Step);
            if (hasBarrier && happening.IsFirstTurn && (isNewPass || !UpToNextBarrier(index).Any(now => since.Any(now.Meets))))
            {
                needless.Add(happening.Step);
                hasBarrier = false;
            }

            if (isNewPass || hasBarrier)
                since.Clear();
            since.AddRange(map.Uses(happening));
        }

        return needless;

        IEnumerable<RegionUse> UpToNextBarrier(int first) => events.Skip(first)
            .TakeWhile((happening, index) => index == 0 || (happening.Pass == events[first].Pass && !barriers.Contains(happening.Step)))
            .SelectMany(map.Uses);
    }
}

/// <summary>Where barriers stand inside of passes.</summary>
/// <param name="Steps">Steps with one before them.</param>
/// <param name="BetweenTurns">Those among them that have none in the first turn of their repeat.</param>
/// <param name="BeforeLoops">First steps of repeats with a barrier before the whole repeat.</param>
internal sealed record BarrierPositions(SortedSet<int> Steps, SortedSet<int> BetweenTurns, SortedSet<int> BeforeLoops)
{
    public bool StandBefore(Event happening) =>
        (Steps.Contains(happening.Step) && !(happening.IsFirstTurn && BetweenTurns.Contains(happening.Step))) ||
        (happening.IsFirstTurn && BeforeLoops.Contains(happening.Step));
}
