using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>From when to when values live, in steps of a timeline.</summary>
internal sealed class Liveness
{
    private readonly Timeline timeline;
    private readonly Dictionary<int, Loop> arguments = [], results = [], initials = [], finals = [];

    public Liveness(Timeline timeline)
    {
        this.timeline = timeline;
        foreach (Loop loop in timeline.Loops)
        {
            foreach (Carry carry in loop.Repeat.Carried)
            {
                initials[carry.Initial.Id] = loop;
                arguments[carry.Argument.Id] = loop;
                results[carry.Result.Id] = loop;
                finals[carry.Final.Id] = loop;
            }
        }
    }

    /// <summary>Whether a repeat other than its own reads what a carry hands on, so that every turn's is kept.</summary>
    public static bool IsKept(Carry carry, Loop loop, Timeline timeline) =>
        timeline.LoopsOf(carry.Argument).Concat(timeline.LoopsOf(carry.Result)).Any(other => other != loop);

    /// <summary>Whether a value that a repeat makes is read by another repeat of as many turns, so that every turn's is kept.</summary>
    public bool IsKept(Value value) =>
        HomeOf(value) is { } home && timeline.LoopsOf(value).Any(loop => loop != home && IsPaired(loop, home));

    /// <summary>Whether something needs a value behind the last operation that reads it: a carry, or who reads outputs.</summary>
    public bool IsHandedOn(Value value) =>
        initials.ContainsKey(value.Id) || results.ContainsKey(value.Id) || timeline.IsOutput(value);

    /// <summary>The repeat that makes a value anew in every turn.</summary>
    public Loop? HomeOf(Value value)
    {
        if (arguments.TryGetValue(value.Id, out Loop loop))
            return loop;
        IReadOnlyList<int> uses = timeline.Uses(value);
        if (uses.Count == 0)
            return null;
        Step first = timeline.Steps[uses[0]];
        return first.Operation.Arguments.Any(argument => argument.Value.Id == value.Id && argument.Access == Access.Write) ? first.Loop : null;
    }

    /// <summary>From the first step that needs a value's place to the last; null where none does.</summary>
    public Interval? Life(Value value)
    {
        IReadOnlyList<int> uses = timeline.Uses(value);
        int first = uses.Count == 0 ? int.MaxValue : uses[0], last = uses.Count == 0 ? -1 : uses[uses.Count - 1];
        Loop? home = HomeOf(value);
        foreach (Loop loop in timeline.LoopsOf(value).Where(loop => loop != home && !(home is not null && IsPaired(loop, home))))
            (first, last) = (Math.Min(first, loop.First), Math.Max(last, loop.Last));
        if (home is not null && uses.Count > 0 && timeline.Steps[last].Loop != home && !IsKept(value))
            last = Math.Max(last, home.Last);

        if (arguments.TryGetValue(value.Id, out Loop own))
            first = own.First;
        if (results.TryGetValue(value.Id, out own))
            last = Math.Max(last, own.Last);
        if (finals.TryGetValue(value.Id, out own))
            first = own.Last + 1;
        if (initials.TryGetValue(value.Id, out own))
            last = Math.Max(last, own.First - 1);
        return first <= last ? new Interval(first, last) : null;
    }

    /// <summary>The place of every turn's entry of a kept carry, from the initial value to the last reader.</summary>
    public Interval Life(Carry carry, Loop loop)
    {
        Interval[] faces = new[] { carry.Initial, carry.Argument, carry.Result, carry.Final }
            .Select(Life).OfType<Interval>().ToArray();

        // A turn reads the next one's entry: that of its last turn is read at the start, that of its first at the end
        int last = timeline.LoopsOf(carry.Result).Max(reader => reader.Last);
        return new Interval(Math.Min(loop.First, faces.Min(face => face.First)), Math.Max(last, faces.Max(face => face.Last)));
    }

    private static bool IsPaired(Loop loop, Loop home) =>
        loop.Repeat.Index == home.Repeat.Index && loop.Repeat.Count == home.Repeat.Count;
}
