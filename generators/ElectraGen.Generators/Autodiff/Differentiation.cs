using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Autodiff;

/// <summary>Reverse-mode differentiation of a graph by its loss.</summary>
internal static class Differentiation
{
    /// <summary>
    /// The graph with a backward pass behind its forward passes for each that the loss depends on. Gradients of parameters are
    /// added to; they have been cleared when a step starts.
    /// </summary>
    public static Graph Differentiate(Graph graph)
    {
        GradientScope scope = new(new ValueSource(graph), new DifferentiablePaths(graph));
        List<Pass> passes = [.. graph.Passes];
        foreach (Pass forward in graph.Passes.Reverse())
        {
            if (forward.Nodes.Made().Contains(graph.Loss.Id))
                Seed(scope, graph.Loss);
            scope.Walk(forward.Nodes);
            EquatableArray<Node> backward = scope.TakeNodes();
            if (backward.Count > 0)
                passes.Add(new Pass(forward.Name, PassDirection.Backward, backward));
        }

        return graph with { Passes = passes.ToEquatableArray() };
    }

    private static void Seed(GradientScope scope, Value loss)
    {
        Value seed = scope.NewGradient(loss);
        scope.Append("Fill", [Arguments.Write("to", seed)], Arguments.Real("value", 1));
        scope.Contribute(loss, seed);
    }
}
