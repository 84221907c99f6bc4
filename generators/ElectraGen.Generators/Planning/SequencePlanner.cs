using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>
/// Strings passes together as they are recorded. A barrier stands before a pass, or two side by side, where what they do up to their own
/// first barriers meets something that ran since the last. Two side by side begin together and end together.
/// </summary>
internal sealed class SequencePlanner(Graph graph, Timeline timeline, MemoryMap map, BarrierPositions barriers, PassPair[] pairs)
{
    private readonly ILookup<int, Event> events = timeline.Events().ToLookup(happening => happening.Pass);

    /// <summary>Every sequence of every stage.</summary>
    public IEnumerable<PassSequence> Plan()
    {
        HashSet<int> sums = [.. graph.WeightSums.Select(sum => sum.Id)];
        HashSet<Pass> forWeights = Making(sums);
        for (int stage = 0; stage < graph.Stages.Count; stage++)
        {
            yield return Plan(SequenceKind.Forward, stage, [], pass => pass.Direction == PassDirection.Forward);
            yield return Plan(SequenceKind.Step, stage, map.AllGradients(isWrite: true), _ => true);
            yield return Plan(SequenceKind.Weights, stage, [], forWeights.Contains);
            yield return Plan(SequenceKind.MicroBatch, stage, [], pass => pass.Direction != PassDirection.Update && !pass.Nodes.Made().Overlaps(sums));
        }
    }

    /// <summary>The passes without which values would not be made.</summary>
    private HashSet<Pass> Making(IEnumerable<int> values)
    {
        HashSet<int> needed = [.. values];
        HashSet<Pass> making = [];
        foreach (Pass pass in graph.Passes.Reverse().Where(pass => pass.Nodes.Made().Overlaps(needed)))
        {
            making.Add(pass);
            needed.UnionWith(pass.Nodes.Values().Select(value => value.Id));
        }

        return making;
    }

    private PassSequence Plan(SequenceKind kind, int stage, IEnumerable<RegionUse> before, Func<Pass, bool> includes)
    {
        List<SequencedPass> sequence = [];
        List<RegionUse> since = [.. before];
        for (int index = 0; index < graph.Passes.Count; index++)
        {
            if (!Runs(index))
                continue;
            int? beside = pairs.Contains(new PassPair(index)) && Runs(index + 1) ? index + 1 : null;
            int[] sides = beside is { } other ? [index, other] : [index];
            bool hasBarrier = sides.SelectMany(Head).SelectMany(map.Uses).Any(now => since.Any(now.Meets));
            sequence.Add(new SequencedPass(index, hasBarrier, beside));
            if (hasBarrier || sides.Any(side => events[side].Any(barriers.StandBefore)))
                since.Clear();
            since.AddRange(sides.SelectMany(Tail).SelectMany(map.Uses));
            index = beside ?? index;
        }

        return new PassSequence(kind, stage, sequence.ToEquatableArray());

        bool Runs(int pass) => graph.Passes[pass].RunsIn(stage) && includes(graph.Passes[pass]);
    }

    /// <summary>What runs before a pass's first barrier.</summary>
    private IEnumerable<Event> Head(int pass) => events[pass].TakeWhile(happening => !barriers.StandBefore(happening));

    /// <summary>What runs behind its last.</summary>
    private IEnumerable<Event> Tail(int pass)
    {
        Event[] happenings = [.. events[pass]];
        return happenings.Skip(Math.Max(0, Array.FindLastIndex(happenings, barriers.StandBefore)));
    }
}
