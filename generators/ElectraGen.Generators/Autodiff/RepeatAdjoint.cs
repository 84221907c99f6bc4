using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Autodiff;

/// <summary>
/// The adjoint of a repeat is a repeat in the other direction: what was handed from turn to turn has a gradient that is handed
/// back, and values from outside, which every turn reads, collect theirs in carried sums.
/// </summary>
internal static class RepeatAdjoint
{
    public static void Apply(Repeat forward, GradientScope outer)
    {
        Carry[] streams = forward.Carried.Where(carry => outer.Needs(carry.Argument)).ToArray();
        if (!streams.Any(carry => outer.Pending.Contains(carry.Final)))
            return;

        GradientScope inner = outer.Inner();
        List<Carry> carried = [];
        List<(Value Initial, Value Argument)> handed = [];
        foreach (Carry stream in streams)
        {
            Value initial = outer.TakeOrZero(stream.Final);
            Value argument = inner.NewGradient(stream.Result);
            inner.HandIn(stream.Result, argument);
            handed.Add((initial, argument));
        }

        inner.Walk(forward.Body);

        foreach ((Carry stream, (Value initial, Value argument)) in streams.Zip(handed, (stream, hand) => (stream, hand)))
        {
            Value result = inner.TakeOrZero(stream.Argument);
            Value final = outer.NewGradient(stream.Initial);
            carried.Add(new Carry(initial, argument, result, final));
        }

        foreach (Value value in inner.Pending)
            carried.Add(CarriedSum(value, inner, outer));

        outer.Append(forward with
        {
            IsReversed = !forward.IsReversed,
            Body = inner.TakeNodes(),
            Carried = carried.ToEquatableArray(),
        });

        // Only behind the repeat, where the finals have been made
        foreach ((Carry stream, Carry gradient) in streams.Zip(carried, (stream, gradient) => (stream, gradient)))
            outer.Contribute(stream.Initial, gradient.Final);
    }

    private static Carry CarriedSum(Value value, GradientScope inner, GradientScope outer)
    {
        Value contribution = inner.TakeOrZero(value);
        Value initial = outer.TakeOrZero(value);
        Value argument = inner.NewGradient(value), result = inner.NewGradient(value), final = inner.NewGradient(value);
        inner.Append("Add", [Arguments.Read(argument), Arguments.Read(contribution), Arguments.Write("to", result)]);
        outer.Contribute(value, final);
        return new Carry(initial, argument, result, final);
    }
}
