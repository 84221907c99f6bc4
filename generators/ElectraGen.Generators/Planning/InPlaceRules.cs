using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>
/// Which operand a result may overwrite: what the kernels' documentation calls "in place". A layer norm's gradient is not among them:
/// beside it the partial sums of gain and bias read the same operand, and in place they would have to be waited for.
/// </summary>
internal static class InPlaceRules
{
    private static readonly Dictionary<string, (int[] Operands, string Result)[]> Rules = new()
    {
        ["Copy"] = [([0], "to")],
        ["Add"] = [([0, 1], "to")],
        ["Scale"] = [([0], "to")],
        ["ScaledSum"] = [([0, 1], "to")],
        ["Multiply"] = [([0, 1], "to")],
        ["Exponential"] = [([0], "to")],
        ["GeluBackward"] = [([1], "to"), ([0], "activated")],
        ["TanhGeluBackward"] = [([1], "to"), ([0], "activated")],
        ["ReluBackward"] = [([1], "to"), ([0], "activated")],
        ["SiluBackward"] = [([1], "to"), ([0], "activated")],
        ["Dropout"] = [([0], "to")],
        ["Rotate"] = [([0], "to")],
        ["RotateBack"] = [([0], "to")],
        ["AddLayerNorm"] = [([0], "sum")],
        ["DropoutAddLayerNorm"] = [([0], "sum")],
        ["BinaryCrossEntropyBackward"] = [([2], "to")],
    };

    /// <summary>Pairs of an operand and the result that may lie in its place; an operand that stands twice is in none.</summary>
    public static IEnumerable<(Value Operand, Value Result)> Pairs(Operation operation)
    {
        if (!Rules.TryGetValue(operation.Call, out (int[] Operands, string Result)[] rules))
            return [];
        return from rule in rules
               from index in rule.Operands
               let operand = operation.Arguments[index].Value
               where operation.Arguments.Count(argument => argument.Value.Id == operand.Id) == 1
               from result in operation.Arguments.Where(argument => argument.Name == rule.Result)
               select (operand, result.Value);
    }
}
