using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>Floating-point operations of the matrix products in a graph.</summary>
internal static class ProductWork
{
    /// <summary>The gradient of a product's left and of its right side.</summary>
    private const int BackwardProducts = 2;

    /// <summary>
    /// Of a stage's forward passes and of what differentiation adds to them, per sequence, given a graph that is differentiated and not
    /// yet expanded. What is computed twice counts once.
    /// </summary>
    public static double PerSequence(Graph gradients, int stage)
    {
        Pass[] passes = [.. gradients.Passes.Where(pass => pass.RunsIn(stage))];
        return passes.Where(pass => pass.Direction == PassDirection.Forward).Sum(pass => PerSequence(pass.Nodes) * (HasBackward(pass) ? 1 + BackwardProducts : 1));

        bool HasBackward(Pass forward) => passes.Any(pass => pass.Direction == PassDirection.Backward && pass.Name == forward.Name);
    }

    private static double PerSequence(IEnumerable<Node> nodes) =>
        nodes.Sum(node => node switch
        {
            Repeat repeat => repeat.Count * PerSequence(repeat.Body),
            Operation operation => PerSequence(operation),
            _ => 0,
        });

    /// <summary>2 · rows · columns · depth.</summary>
    private static double PerSequence(Operation operation)
    {
        Shape Operand(int index) => operation.Arguments[index].Value.Shape;
        return operation.Call switch
        {
            "Linear" or "Project" or "VocabularyHead" => 2.0 * Operand(0).Count * Operand(1).Rows,
            "AttentionScores" => 2.0 * Operand(0).Count * Operand(1).Rows,
            "AttentionContext" => 2.0 * Operand(0).Count * Operand(1).Columns / Heads(operation),
            _ => 0,
        };
    }

    private static int Heads(Operation operation) => int.Parse(operation.Number("heads"), System.Globalization.CultureInfo.InvariantCulture);
}
