using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Autodiff;

/// <summary>
/// Layers' activations made again instead of kept (Chen et al. 2016, arXiv 1604.06174, every layer a segment): in front of each turn of a
/// backward loop stands what the forward turn did, so that of a layer only what it was handed is kept. Every draw is addressed by its
/// site, so it comes out the same.
/// </summary>
internal static class Recomputation
{
    /// <param name="step">Forward and backward passes.</param>
    public static Graph Apply(Graph step)
    {
        ValueSource values = new(step);
        Repeat[] layers =
        [
            .. step.Passes.Where(pass => pass.Direction == PassDirection.Forward)
                .SelectMany(pass => pass.Nodes).Where(IsOverLayers).Cast<Repeat>(),
        ];
        return step with
        {
            Passes = step.Passes
                .Select(pass => pass.Direction == PassDirection.Backward ? WithLayers(pass, layers, values) : pass).ToEquatableArray(),
        };
    }

    private static Pass WithLayers(Pass backward, Repeat[] layers, ValueSource values) => backward with
    {
        Nodes = backward.Nodes.Select(node => IsOverLayers(node) ? WithLayer((Repeat)node, layers, values) : node).ToEquatableArray(),
    };

    private static bool IsOverLayers(Node node) =>
        node is Repeat { Index: Repeat.OverLayers } repeat && repeat.Body.All(inner => inner is Operation);

    private static Repeat WithLayer(Repeat backward, Repeat[] layers, ValueSource values)
    {
        HashSet<int> read = [.. backward.Body.Operations().SelectMany(operation => operation.Reads).Select(value => value.Id)];
        if (layers.FirstOrDefault(layer => Made(layer).Any(value => read.Contains(value.Id))) is not { } forward)
            return backward;

        Dictionary<int, Value> copies = Made(forward).ToDictionary(value => value.Id, value => values.Like(value, $"Recomputed{value.Name}"));
        Operation[] gradients = [.. backward.Body.Operations().Select(operation => operation.Renamed(copies))];
        IEnumerable<Operation> again = forward.Body.Operations().Select(operation => operation.Renamed(copies));
        return backward with { Body = Needed(again, gradients).Concat(gradients).Cast<Node>().ToEquatableArray() };
    }

    private static IEnumerable<Value> Made(Repeat layer) => layer.Body.Operations().SelectMany(operation => operation.Writes).Distinct();

    /// <summary>Of statements in order, those of which others behind them read something.</summary>
    private static IEnumerable<Operation> Needed(IEnumerable<Operation> statements, IEnumerable<Operation> readers)
    {
        HashSet<int> read = [.. readers.SelectMany(operation => operation.Reads).Select(value => value.Id)];
        Stack<Operation> needed = [];
        foreach (Operation statement in statements.Reverse().Where(statement => statement.Writes.Any(value => read.Contains(value.Id))))
        {
            needed.Push(statement);
            read.UnionWith(statement.Reads.Select(value => value.Id));
        }

        return needed;
    }
}
