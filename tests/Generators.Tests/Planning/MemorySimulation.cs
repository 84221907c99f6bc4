using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Planning;

namespace ElectraGen.Generators.Tests.Planning;

/// <summary>
/// Goes through a planned step turn by turn and notes for every byte which value was written there last: whoever reads has to
/// find what the graph says. Knows nothing of lifetimes.
/// </summary>
internal sealed class MemorySimulation
{
    private readonly BufferPlan plan;
    private readonly Dictionary<int, Placement> placements;
    private readonly Dictionary<int, (Carry Carry, Repeat Repeat)> arguments = [], finals = [];
    private readonly HashSet<int> madeInTurns = [];
    private readonly Dictionary<(int Id, int Turn), int> versions = [];
    private readonly Dictionary<(PlanSegment Segment, int Layer), List<Content>> memory = [];

    private MemorySimulation(BufferPlan plan)
    {
        this.plan = plan;
        placements = plan.Placements.ToDictionary(placement => placement.ValueId);
        foreach (Repeat repeat in plan.Graph.Passes.SelectMany(pass => pass.Nodes).OfType<Repeat>())
        {
            foreach (Carry carry in repeat.Carried)
            {
                arguments.Add(carry.Argument.Id, (carry, repeat));
                finals.Add(carry.Final.Id, (carry, repeat));
            }

            madeInTurns.UnionWith(repeat.Body.OfType<Operation>().SelectMany(operation => operation.Arguments)
                .Where(argument => argument.Access == Access.Write).Select(argument => argument.Value.Id));
        }
    }

    private readonly record struct Content(long First, long End, int Id, int Turn, int Version);

    /// <summary>Fails at the first read that finds something else than the value it names.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="passes">One after another; those of an entry side by side.</param>
    public static void Run(BufferPlan plan, IReadOnlyList<Pass[]> passes)
    {
        MemorySimulation simulation = new(plan);
        foreach (Pass[] sides in passes)
        {
            List<List<(Operation Operation, int Turn)>>[] intervals = [.. sides.Select(Intervals)];
            for (int interval = 0; interval < intervals.Max(side => side.Count); interval++)
            {
                foreach ((Operation operation, int turn) in intervals.SelectMany(side => interval < side.Count ? side[interval] : []))
                    simulation.Run(operation, turn);
            }
        }

        foreach (Value value in plan.Graph.Outputs.Select(output => output.Value).Concat(plan.Graph.WeightSums).Where(value => value.Storage == Storage.Planned))
        {
            if (passes.Any(sides => sides.Any(pass => pass.Nodes.Made().Contains(value.Id))))
                simulation.Read(value, 0);
        }
    }

    /// <summary>What a pass runs between barriers.</summary>
    private static List<List<(Operation Operation, int Turn)>> Intervals(Pass pass)
    {
        List<List<(Operation Operation, int Turn)>> intervals = [[]];
        foreach (RecordedStatement statement in pass.Statements())
        {
            if (statement.Node is Operation operation)
                intervals[^1].Add((operation, statement.Turn));
            else
                intervals.Add([]);
        }

        return intervals;
    }

    private void Run(Operation operation, int turn)
    {
        Argument[] planned = operation.Arguments.Where(argument => argument.Value.Storage == Storage.Planned).ToArray();
        foreach (Argument argument in planned.Where(argument => argument.Access != Access.Write))
        {
            bool isFirstUpdate = argument.Access == Access.ReadWrite && !versions.ContainsKey(Identity(argument.Value, turn));
            if (!isFirstUpdate)
                Read(argument.Value, turn);
        }

        foreach (Argument argument in planned.Where(argument => argument.Access != Access.Read))
            Write(argument.Value, turn);
    }

    /// <summary>The value that was really made, and in which turn.</summary>
    private (int Id, int Turn) Identity(Value value, int turn)
    {
        if (finals.TryGetValue(value.Id, out (Carry Carry, Repeat Repeat) final))
            return Identity(final.Carry.Result, final.Repeat.IsReversed ? 0 : final.Repeat.Count - 1);
        if (!arguments.TryGetValue(value.Id, out (Carry Carry, Repeat Repeat) argument))
            return (value.Id, madeInTurns.Contains(value.Id) ? turn : 0);
        int before = argument.Repeat.IsReversed ? turn + 1 : turn - 1;
        return before < 0 || before >= argument.Repeat.Count
            ? Identity(argument.Carry.Initial, 0)
            : Identity(argument.Carry.Result, before);
    }

    private void Read(Value value, int turn)
    {
        (int id, int made) = Identity(value, turn);
        (List<Content> contents, long first, long end) = Place(value, turn);
        Content expected = new(first, end, id, made, versions[(id, made)]);
        Assert.True(contents.Contains(expected), $"{value} of turn {turn} was overwritten before it was read.");
    }

    private void Write(Value value, int turn)
    {
        (int Id, int Turn) identity = Identity(value, turn);
        versions[identity] = versions.GetValueOrDefault(identity) + 1;
        (List<Content> contents, long first, long end) = Place(value, turn);
        contents.RemoveAll(content => content.First < end && first < content.End);
        contents.Add(new Content(first, end, identity.Id, identity.Turn, versions[identity]));
    }

    private (List<Content> Contents, long First, long End) Place(Value value, int turn)
    {
        Placement placement = placements[value.Id];
        PlanSlot slot = plan.Slots[placement.Slot];
        int layer = placement.Index switch
        {
            LayerIndex.Current => turn,
            LayerIndex.Next => turn + 1,
            LayerIndex.Last => slot.Layers - 1,
            _ => 0,
        };
        long capacity = slot.Segment switch
        {
            PlanSegment.Layer => plan.LayerBytes[layer],
            PlanSegment.Scratch => plan.ScratchBytes,
            _ => plan.FixedBytes,
        };

        // Where activations are halved, and offsets with them, what is not takes up twice its size
        bool isWide = value.Shape.IsBatched && value.Shape.Element != ElementType.Activation;
        long end = slot.Offset + (value.Shape.Bytes * (isWide ? 2 : 1));
        Assert.True(slot.Offset % 64 == 0 && end <= capacity, $"{value} does not lie inside its segment.");
        if (!memory.TryGetValue((slot.Segment, layer), out List<Content>? contents))
            memory[(slot.Segment, layer)] = contents = [];
        return (contents, slot.Offset, end);
    }
}
