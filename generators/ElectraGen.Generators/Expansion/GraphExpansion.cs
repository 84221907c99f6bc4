using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Expansion;

/// <summary>Turns one operation into what it consists of.</summary>
internal delegate IEnumerable<Node> ExpansionRule(Operation operation, ValueSource values, SliceLimit limit);

/// <summary>Turns operations that are one to differentiate into the calls that they consist of, and such as go together into one call.</summary>
internal static class GraphExpansion
{
    private static readonly Dictionary<string, ExpansionRule> Rules = new()
    {
        ["GeluLinear"] = ActivatedProducts.Forward,
        ["TanhGeluLinear"] = ActivatedProducts.Forward,
        ["ReluLinear"] = ActivatedProducts.Forward,
        ["SiluLinear"] = ActivatedProducts.Forward,
        ["VocabularyHead"] = VocabularySlices.Forward,
        ["VocabularyHeadBackward"] = VocabularySlices.Backward,
    };

    public static Graph Expand(Graph differentiated)
    {
        Graph graph = StoppedGradients.Remove(differentiated);
        ValueSource values = new(graph);
        SliceLimit limit = SliceLimit.Of(graph);
        IEnumerable<Node> Expanded(IEnumerable<Node> nodes) => LinearActivationFusion.Fuse(nodes.SelectMany(node => node switch
        {
            Repeat repeat => [repeat with { Body = Expanded(repeat.Body).ToEquatableArray() }],
            Operation operation when Rules.TryGetValue(operation.Call, out ExpansionRule rule) => rule(operation, values, limit),
            _ => [node],
        }));
        return graph with
        {
            Passes = graph.Passes.Select(pass => pass with { Nodes = Expanded(pass.Nodes).ToEquatableArray() }).ToEquatableArray(),
        };
    }
}
