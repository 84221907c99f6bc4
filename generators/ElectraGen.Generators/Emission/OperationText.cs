using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Emission;

/// <summary>An operation as a call on the recorder, and as a line of the listing on top of a file.</summary>
internal sealed class OperationText(ValueText values)
{
    /// <summary>Calls longer than this are broken behind their operands.</summary>
    private const int LongestLine = 190;

    public void Write(SourceWriter writer, Operation operation)
    {
        string[] operands = [.. operation.Arguments.Where(argument => argument.Name.Length == 0).Select(Text)];
        string[] named =
        [
            .. operation.Settings.Select(setting => $"{setting.Name}: {setting.Text}"),
            .. operation.Arguments.Where(argument => argument.Name.Length > 0).Select(argument => $"{argument.Name}: {Text(argument)}"),
        ];
        string call = $"recorder.{operation.Call}({string.Join(", ", operands.Concat(named))});";
        if (call.Length <= LongestLine || operands.Length == 0 || named.Length == 0)
        {
            writer.Line(call, ShapeOf(Result(operation)));
            return;
        }

        writer.Line($"recorder.{operation.Call}({string.Join(", ", operands)},", ShapeOf(operation.Arguments[0]));
        writer.Continuation($"{string.Join(", ", named)});", ShapeOf(Result(operation)));
    }

    /// <summary><c>Query (B, 128, 64) = Linear(Hidden)</c>; parameters are left out, and a gradient that is added to is <c>∂Weight</c>.</summary>
    public static (string Result, string Shape, string Expression) Listing(Operation operation)
    {
        Argument result = Result(operation);
        bool accumulates = result.Access == Access.AccumulateGradient;
        IEnumerable<string> operands = operation.Arguments
            .Where(argument => argument.Access is Access.Read && argument.Value.Storage != Storage.Parameter)
            .Select(argument => argument.Value.Name);
        return (
            (accumulates ? "∂" : "") + result.Value.Name,
            result.Value.Shape.ToString(),
            $"{(accumulates ? "+=" : "=")} {operation.Call}({string.Join(", ", operands)})");
    }

    /// <summary>What an operation is there for: the last value that it changes, else the last that it names.</summary>
    private static Argument Result(Operation operation) =>
        operation.Arguments.LastOrDefault(argument => argument.Access != Access.Read) ?? operation.Arguments[operation.Arguments.Count - 1];

    private static string ShapeOf(Argument argument) => argument.Value.Shape.ToString();

    private string Text(Argument argument) => argument.SliceRows > 0 ? values.OfSlice(argument.Value) : values.Of(argument.Value);
}
