using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Autodiff;

/// <summary>The values that depend on a trained parameter in a differentiable way; no other has a gradient.</summary>
internal sealed class DifferentiablePaths
{
    private readonly HashSet<int> ids = [];

    public DifferentiablePaths(Graph graph)
    {
        ids.UnionWith(graph.Parameters.Where(info => info.IsTrained).Select(info => info.Value.Id));
        foreach (Pass pass in graph.Passes)
            Follow(pass.Nodes);
    }

    public bool Contains(Value value) => ids.Contains(value.Id);

    private void Follow(EquatableArray<Node> nodes)
    {
        foreach (Node node in nodes)
        {
            if (node is Repeat repeat)
                Follow(repeat);
            else if (node is Operation operation && AdjointTable.For(operation) is not null && operation.Reads.Any(Contains))
                ids.Add(operation.Named("to").Id);
        }
    }

    private void Follow(Repeat repeat)
    {
        foreach (Carry carry in repeat.Carried.Where(carry => Contains(carry.Initial)))
            ids.Add(carry.Argument.Id);
        Follow(repeat.Body);

        // A result that depends on a parameter makes the next turn's argument do so, and that other results
        bool grew = true;
        while (grew)
        {
            grew = false;
            foreach (Carry carry in repeat.Carried.Where(carry => Contains(carry.Result)))
                grew |= ids.Add(carry.Argument.Id);
            Follow(repeat.Body);
        }

        foreach (Carry carry in repeat.Carried.Where(carry => Contains(carry.Result)))
            ids.Add(carry.Final.Id);
    }
}
