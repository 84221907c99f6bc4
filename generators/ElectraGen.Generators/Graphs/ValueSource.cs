namespace ElectraGen.Generators.Graphs;

/// <summary>Makes values that a graph does not have yet, for the stages behind the builder: fresh ids, names unique in their scope.</summary>
internal sealed class ValueSource
{
    private readonly HashSet<string> names = [];
    private int count;

    public ValueSource(Graph graph)
    {
        IEnumerable<Value> values = graph.Passes.SelectMany(pass => pass.Nodes.Values())
            .Concat(graph.Inputs).Concat(graph.Parameters.Select(parameter => parameter.Value));
        foreach (Value value in values)
        {
            names.Add(value.ToString());
            count = Math.Max(count, value.Id + 1);
        }
    }

    public Value New(string scope, string name, Shape shape)
    {
        Value value = new(count++, scope, name, shape, Storage.Planned);
        for (int number = 2; !names.Add(value.ToString()); number++)
            value = value with { Name = $"{name}{number}" };
        return value;
    }

    /// <summary>A value of another's scope and shape.</summary>
    public Value Like(Value other, string name) => New(other.Scope, name, other.Shape);
}
