using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>The order of the passes.</summary>
internal static class Scheduler
{
    /// <summary>
    /// Runs each backward pass as early as what it needs allows, so that what it alone keeps alive dies early: the generator's
    /// comes before the discriminator's forward pass. The update stays last.
    /// </summary>
    public static Graph Schedule(Graph graph)
    {
        List<Pass> waiting = graph.Passes.Where(pass => pass.Direction == PassDirection.Backward).ToList();
        List<Pass> scheduled = [];
        foreach (Pass forward in graph.Passes.Where(pass => pass.Direction == PassDirection.Forward))
        {
            scheduled.Add(forward);
            while (waiting.FirstOrDefault(pass => IsReady(pass, graph, scheduled)) is { } ready)
            {
                scheduled.Add(ready);
                waiting.Remove(ready);
            }
        }

        scheduled.AddRange(graph.Passes.Where(pass => !scheduled.Contains(pass)));
        return graph with { Passes = scheduled.ToEquatableArray() };
    }

    /// <summary>Whether every pass that stood before this one and conflicts with it has been scheduled.</summary>
    private static bool IsReady(Pass pass, Graph graph, List<Pass> scheduled) =>
        graph.Passes.TakeWhile(earlier => earlier != pass).All(earlier => scheduled.Contains(earlier) || !Conflict(earlier, pass));

    private static bool Conflict(Pass earlier, Pass later) =>
        earlier.Nodes.Made().Overlaps(later.Nodes.Values().Select(value => value.Id)) ||
        later.Nodes.Made().Overlaps(earlier.Nodes.Values().Select(value => value.Id));
}
