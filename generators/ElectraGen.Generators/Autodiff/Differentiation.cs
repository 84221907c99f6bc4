using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Autodiff;

/// <summary>Reverse-mode differentiation of a graph by the losses of its stages.</summary>
internal static class Differentiation
{
    /// <summary>
    /// The graph with a backward pass behind its forward passes for each that a stage's loss depends on. Gradients of parameters are
    /// added to; they have been cleared when a step starts.
    /// </summary>
    public static Graph Differentiate(Graph graph)
    {
        ValueSource values = new(graph);
        DifferentiablePaths paths = new(graph);
        List<Pass> passes = [.. graph.Passes];
        for (int stage = 0; stage < graph.Stages.Count; stage++)
            passes.AddRange(BackwardPasses(graph, stage, new GradientScope(values, paths)));
        return graph with { Passes = passes.ToEquatableArray() };
    }

    private static IEnumerable<Pass> BackwardPasses(Graph graph, int stage, GradientScope scope)
    {
        Value loss = graph.Stages[stage].Loss;
        foreach (Pass forward in graph.Passes.Where(pass => pass.RunsIn(stage)).Reverse())
        {
            if (forward.Nodes.Made().Contains(loss.Id))
                Seed(scope, loss);
            scope.Walk(forward.Nodes);
            EquatableArray<Node> backward = scope.TakeNodes();
            if (backward.Count > 0)
                yield return new Pass(forward.Name, PassDirection.Backward, backward, graph.Stages.Count == 1 ? null : stage);
        }
    }

    private static void Seed(GradientScope scope, Value loss)
    {
        Value seed = scope.NewGradient(loss);
        scope.Append("SeedGradient", [Arguments.Write("to", seed)]);
        scope.Contribute(loss, seed);
    }
}
