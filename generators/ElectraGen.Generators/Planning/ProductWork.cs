using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>Floating-point operations of the matrix products in a graph.</summary>
internal static class ProductWork
{
    /// <summary>
    /// Of a stage's forward passes and of the gradients that its loss needs, per sequence, given a graph that is differentiated and not
    /// yet expanded: what the backward pass computes again counts once.
    /// </summary>
    public static double PerSequence(Graph gradients, int stage) =>
        gradients.Passes.Where(pass => pass.RunsIn(stage)).Sum(pass => PerSequence(pass.Nodes));

    private static double PerSequence(IEnumerable<Node> nodes) =>
        nodes.Sum(node => node switch
        {
            Repeat repeat => repeat.Count * PerSequence(repeat.Body),
            Operation operation => PerSequence(operation),
            _ => 0,
        });

    /// <summary>2 · rows · columns · depth of each product.</summary>
    private static double PerSequence(Operation operation)
    {
        Shape Operand(int index) => operation.Arguments[index].Value.Shape;
        return operation.Call switch
        {
            // Depth is the operands' last dimension
            "Linear" or "Project" or "VocabularyHead" or "GeluLinear" or "TanhGeluLinear" or "ReluLinear" or "SiluLinear" =>
                2.0 * Operand(0).Count * Operand(1).Rows,
            // Depth is the outputs in the one and the rows in the other
            "LinearInputGradient" or "LinearWeightGradient" => 2.0 * Operand(0).Count * Operand(1).Columns,
            // Of the hidden states and of the table
            "VocabularyHeadBackward" => 2 * 2.0 * Operand(0).Count * Operand(1).Rows,
            // Two products, each of a third of query, key and value, and two derivatives of each; the scores that the backward pass computes
            // again do not count
            "Attention" => 2 * 2.0 * Operand(0).Count / 3 * Operand(0).Rows,
            "AttentionBackward" => 4 * 2.0 * Operand(0).Count / 3 * Operand(0).Rows,
            _ => 0,
        };
    }
}
