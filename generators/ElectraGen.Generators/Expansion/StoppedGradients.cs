using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Expansion;

/// <summary>What stops a gradient says nothing to a kernel: behind differentiation its result is another name of its operand.</summary>
internal static class StoppedGradients
{
    private const string Call = "StopGradient";

    public static Graph Remove(Graph graph)
    {
        Dictionary<int, Value> operands = [];
        foreach (Operation stop in graph.Passes.SelectMany(pass => pass.Nodes.Operations()).Where(operation => operation.Call == Call))
            operands.Add(stop.Named("to").Id, OperandOf(stop.Arguments[0].Value));
        return operands.Count == 0 ? graph : graph with
        {
            Passes = graph.Passes.Select(pass => pass with { Nodes = Removed(pass.Nodes) }).ToEquatableArray(),
            Outputs = graph.Outputs.Select(output => output with { Value = OperandOf(output.Value) }).ToEquatableArray(),
        };

        Value OperandOf(Value value) => operands.TryGetValue(value.Id, out Value operand) ? operand : value;

        EquatableArray<Node> Removed(IEnumerable<Node> nodes) => nodes
            .Where(node => node is not Operation { Call: Call })
            .Select(node => node switch
            {
                Operation operation => operation.Renamed(operands),
                Repeat repeat => repeat with
                {
                    Body = Removed(repeat.Body),
                    Carried = repeat.Carried.Select(carry => carry with { Initial = OperandOf(carry.Initial) }).ToEquatableArray(),
                },
                _ => node,
            }).ToEquatableArray();
    }
}
