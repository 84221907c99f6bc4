using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>Decides which values share a place: the faces of a carry, and results that are made in place.</summary>
internal sealed class BufferAssignment
{
    private readonly Timeline timeline;
    private readonly Liveness liveness;
    private readonly Dictionary<int, Buffer> bufferOf = [];

    public BufferAssignment(Timeline timeline)
    {
        this.timeline = timeline;
        liveness = new Liveness(timeline);
        foreach (Loop loop in timeline.Loops)
        {
            foreach (Carry carry in loop.Repeat.Carried)
                Assign(carry, loop);
        }

        foreach (Step step in timeline.Steps)
        {
            foreach (Value value in step.Operation.Arguments.Select(argument => argument.Value))
                Assign(value);
        }

        for (int step = 0; step < timeline.Steps.Count; step++)
        {
            foreach ((Value operand, Value result) in InPlaceRules.Pairs(timeline.Steps[step].Operation))
                MergeInPlace(operand, result, step);
        }
    }

    /// <summary>All buffers, by first use.</summary>
    public IEnumerable<Buffer> Buffers => bufferOf.Values.Distinct()
        .OrderBy(buffer => buffer.Lives.Count == 0 ? int.MaxValue : buffer.Lives.Min(lived => lived.Life.First))
        .ThenBy(buffer => buffer.Members.Keys.Min());

    public Buffer this[Value value] => bufferOf[value.Id];

    private void Assign(Carry carry, Loop loop)
    {
        (Value Value, LayerIndex Index)[] faces =
        [
            (carry.Initial, LayerIndex.First), (carry.Argument, LayerIndex.Current),
            (carry.Result, LayerIndex.Next), (carry.Final, LayerIndex.Last),
        ];
        bool isKept = Liveness.IsKept(carry, loop, timeline);
        Buffer buffer = new(carry.Argument, isKept ? loop.Repeat.Count + 1 : 0, home: null) { IsStack = isKept };
        foreach ((Value value, LayerIndex index) in faces)
        {
            buffer.Add(value, isKept ? index : LayerIndex.None, isKept ? null : liveness.Life(value));
            bufferOf.Add(value.Id, buffer);
        }

        if (isKept)
            buffer.Lives.Add((carry.Initial, liveness.Life(carry, loop)));
    }

    private void Assign(Value value)
    {
        if (value.Storage != Storage.Planned || bufferOf.ContainsKey(value.Id))
            return;
        bool isKept = liveness.IsKept(value);
        Loop? home = liveness.HomeOf(value);
        bool isLocal = !isKept && timeline.Uses(value).All(step => timeline.Steps[step].Loop == home);
        Buffer buffer = new(value, isKept ? home!.Repeat.Count : 0, isLocal ? home : null);
        buffer.Add(value, isKept ? LayerIndex.Current : LayerIndex.None, liveness.Life(value));
        bufferOf.Add(value.Id, buffer);
    }

    private void MergeInPlace(Value operand, Value result, int step)
    {
        if (operand.Storage != Storage.Planned)
            return;
        Buffer from = bufferOf[operand.Id], to = bufferOf[result.Id];
        if (from.Layers > 0)
        {
            MergeIntoKept(from, to, operand, result, step);
            return;
        }

        bool canMerge = from != to && from.Shape.IsBatched == to.Shape.IsBatched && from.IsActivation == to.IsActivation && from.Bytes == to.Bytes &&
            liveness.HomeOf(result) == timeline.Steps[step].Loop &&
            from.Lives.All(one => to.Lives.All(other => AreApart(one, other) || FollowInPlace(one, other) || FollowInPlace(other, one)));
        if (!canMerge)
            return;
        to.Absorb(from, to.Members[result.Id]);
        foreach (int id in from.Members.Keys)
            bufferOf[id] = to;
    }

    /// <summary>In the place of what a layer has kept, once the step is the last that reads it.</summary>
    private void MergeIntoKept(Buffer kept, Buffer made, Value operand, Value result, int step)
    {
        Loop? loop = timeline.Steps[step].Loop;
        bool canMerge = kept != made && !kept.IsStack && loop is not null && made.Home == loop && made.Layers == 0 &&
            loop.Repeat.Index == Repeat.OverLayers && loop.Repeat.Count == kept.Layers &&
            kept.Shape.IsBatched == made.Shape.IsBatched && kept.IsActivation == made.IsActivation && kept.Bytes == made.Bytes &&
            kept.Lives.All(one => made.Lives.All(other => AreApart(one, other) ||
                (one.Life.Last == step && other.Life.First == step && one.Value == operand && other.Value == result)));
        if (!canMerge)
            return;
        kept.Absorb(made, LayerIndex.Current);
        foreach (int id in made.Members.Keys)
            bufferOf[id] = kept;
    }

    private static bool AreApart((Value Value, Interval Life) one, (Value Value, Interval Life) other) =>
        !one.Life.Meets(other.Life);

    /// <summary>Whether two lives have nothing in common but a step that makes the later value in place of the earlier.</summary>
    private bool FollowInPlace((Value Value, Interval Life) early, (Value Value, Interval Life) late)
    {
        int step = early.Life.Last;
        return step == late.Life.First && !liveness.IsHandedOn(early.Value) &&
            liveness.HomeOf(early.Value) == timeline.Steps[step].Loop &&
            InPlaceRules.Pairs(timeline.Steps[step].Operation).Contains((early.Value, late.Value));
    }
}
