using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>The order of the passes.</summary>
internal static class Scheduler
{
    /// <summary>
    /// Runs each backward pass as early as what it needs allows, so that what it alone keeps alive dies early: the generator's
    /// comes before the discriminator's forward pass, and right before it, so that the two can run side by side. The update stays last.
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
        foreach (Pass backward in graph.Passes.Where(pass => pass.Direction == PassDirection.Backward))
            MoveBesideForward(backward, scheduled);
        return graph with { Passes = scheduled.ToEquatableArray() };
    }

    /// <summary>Whether both are passes through layers, and neither waits for the other.</summary>
    public static bool CanRunBeside(Pass backward, Pass forward) =>
        backward.Direction == PassDirection.Backward && forward.Direction == PassDirection.Forward && backward.Stage == forward.Stage &&
        HasLayers(backward) && HasLayers(forward) && !Conflict(backward, forward);

    private static bool HasLayers(Pass pass) => pass.Nodes.Any(node => node is Repeat { Index: Repeat.OverLayers });

    /// <summary>Lets a pass wait for forward passes that do not need it, up to one that it can run beside.</summary>
    private static void MoveBesideForward(Pass backward, List<Pass> scheduled)
    {
        Pass? beside = scheduled.Skip(scheduled.IndexOf(backward) + 1)
            .TakeWhile(pass => pass.Direction == PassDirection.Forward && !Conflict(backward, pass))
            .FirstOrDefault(pass => CanRunBeside(backward, pass));
        if (beside is null)
            return;
        scheduled.Remove(backward);
        scheduled.Insert(scheduled.IndexOf(beside), backward);
    }

    /// <summary>Whether every pass that stood before this one and conflicts with it has been scheduled.</summary>
    private static bool IsReady(Pass pass, Graph graph, List<Pass> scheduled) =>
        graph.Passes.TakeWhile(earlier => earlier != pass).All(earlier => scheduled.Contains(earlier) || !Conflict(earlier, pass));

    private static bool Conflict(Pass earlier, Pass later) =>
        earlier.Nodes.Made().Overlaps(later.Nodes.Values().Select(value => value.Id)) ||
        later.Nodes.Made().Overlaps(earlier.Nodes.Values().Select(value => value.Id));
}
