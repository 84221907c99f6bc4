namespace ElectraGen.Generators.Graphs;

/// <summary>Everything that stands in a run of statements, repeats included.</summary>
internal static class GraphWalk
{
    public static IEnumerable<Operation> Operations(this IEnumerable<Node> nodes)
    {
        foreach (Node node in nodes)
        {
            if (node is Operation operation)
                yield return operation;
            foreach (Operation inner in (node as Repeat)?.Body.Operations() ?? [])
                yield return inner;
        }
    }

    public static IEnumerable<Value> Values(this IEnumerable<Node> nodes)
    {
        foreach (Node node in nodes)
        {
            foreach (Argument argument in (node as Operation)?.Arguments ?? default)
                yield return argument.Value;
            if (node is not Repeat repeat)
                continue;
            foreach (Carry carry in repeat.Carried)
            {
                yield return carry.Initial;
                yield return carry.Argument;
                yield return carry.Result;
                yield return carry.Final;
            }

            foreach (Value inner in repeat.Body.Values())
                yield return inner;
        }
    }

    /// <summary>The operation with other values in the place of some, by id.</summary>
    public static Operation Renamed(this Operation operation, IReadOnlyDictionary<int, Value> names) => operation with
    {
        Arguments = operation.Arguments
            .Select(argument => names.TryGetValue(argument.Value.Id, out Value name) ? argument with { Value = name } : argument).ToEquatableArray(),
    };

    /// <summary>Values that the statements make: written ones, and what a repeat hands out.</summary>
    public static HashSet<int> Made(this IEnumerable<Node> nodes)
    {
        HashSet<int> made = [];
        foreach (Node node in nodes)
        {
            made.UnionWith(((node as Operation)?.Writes ?? []).Select(value => value.Id));
            if (node is not Repeat repeat)
                continue;
            made.UnionWith(repeat.Carried.SelectMany(carry => new[] { carry.Argument.Id, carry.Final.Id }));
            made.UnionWith(repeat.Body.Made());
        }

        return made;
    }
}
