using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>Which operand a result may overwrite: what the kernels' documentation calls "in place".</summary>
internal static class InPlaceRules
{
    private static readonly Dictionary<string, (int[] Operands, string Result)> Rules = new()
    {
        ["Copy"] = ([0], "to"),
        ["Add"] = ([0, 1], "to"),
        ["Scale"] = ([0], "to"),
        ["ScaledSum"] = ([0, 1], "to"),
        ["Multiply"] = ([0, 1], "to"),
        ["Exponential"] = ([0], "to"),
        ["GeluBackward"] = ([1], "to"),
        ["TanhGeluBackward"] = ([1], "to"),
        ["ReluBackward"] = ([1], "to"),
        ["SiluBackward"] = ([1], "to"),
        ["Dropout"] = ([0], "to"),
        ["Rotate"] = ([0], "to"),
        ["RotateBack"] = ([0], "to"),
        ["AddLayerNorm"] = ([0], "sum"),
        ["LayerNormBackward"] = ([3], "to"),
        ["Softmax"] = ([0], "to"),
        ["SoftmaxBackward"] = ([1], "to"),
        ["BinaryCrossEntropyBackward"] = ([2], "to"),
    };

    /// <summary>Pairs of an operand and the result that may lie in its place; an operand that stands twice is in none.</summary>
    public static IEnumerable<(Value Operand, Value Result)> Pairs(Operation operation)
    {
        if (!Rules.TryGetValue(operation.Call, out (int[] Operands, string Result) rule))
            return [];
        return rule.Operands.Select(index => operation.Arguments[index].Value)
            .Where(operand => operation.Arguments.Count(argument => argument.Value.Id == operand.Id) == 1)
            .Select(operand => (operand, operation.Named(rule.Result)));
    }
}
