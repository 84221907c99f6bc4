using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>
/// Strings passes together as they are recorded. A barrier stands before a pass where what the pass does up to its own first barrier
/// meets something that ran since the last.
/// </summary>
internal sealed class SequencePlanner(Graph graph, Timeline timeline, MemoryMap map, BarrierPositions barriers)
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
            Pass pass = graph.Passes[index];
            if (!pass.RunsIn(stage) || !includes(pass))
                continue;
            IEnumerable<Event> head = events[index].TakeWhile(happening => !barriers.StandBefore(happening));
            bool hasBarrier = head.SelectMany(map.Uses).Any(now => since.Any(now.Meets));
            if (hasBarrier)
                since.Clear();
            sequence.Add(new SequencedPass(index, hasBarrier));
            foreach (Event happening in events[index])
            {
                if (barriers.StandBefore(happening))
                    since.Clear();
                since.AddRange(map.Uses(happening));
            }
        }

        return new PassSequence(kind, stage, sequence.ToEquatableArray());
    }
}
