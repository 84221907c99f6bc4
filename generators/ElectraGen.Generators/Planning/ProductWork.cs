using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>Floating-point operations of the matrix products in a graph.</summary>
internal static class ProductWork
{
    /// <summary>
    /// Of a stage's forward passes and of the gradients that its loss needs, per sequence, given a graph that is differentiated and not
    /// yet expanded: logits that the backward pass computes again count once.
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
            "Linear" or "Project" or "VocabularyHead" or "AttentionScores" or "AttentionProbabilityGradient" =>
                2.0 * Operand(0).Count * Operand(1).Rows,
            // Depth is the outputs in the one and the rows in the other
            "LinearInputGradient" or "LinearWeightGradient" => 2.0 * Operand(0).Count * Operand(1).Columns,
            // Of the hidden states and of the table
            "VocabularyHeadBackward" => 2 * 2.0 * Operand(0).Count * Operand(1).Rows,
            "AttentionContext" or "AttentionQueryGradient" or "AttentionKeyGradient" or "AttentionValueGradient" =>
                2.0 * Operand(0).Count * Operand(1).Columns / Heads(operation),
            _ => 0,
        };
    }

    private static int Heads(Operation operation) => int.Parse(operation.Number("heads"), System.Globalization.CultureInfo.InvariantCulture);
}
