using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Emission;

/// <summary>An operation as a call on the recorder, and as a line of the listing on top of a file.</summary>
internal sealed class OperationText(ValueText values)
{
    public void Write(SourceWriter writer, Operation operation) =>
        writer.Wrapped(
            $"recorder.{operation.Call}(",
            [
                .. operation.Settings.Where(setting => setting.IsArena).Select(setting => new ListItem(setting.Text)),
                .. operation.Arguments.Where(argument => argument.Name.Length == 0).Select(argument => Of(argument, "")),
                .. operation.Settings.Where(setting => !setting.IsArena).Select(setting => new ListItem($"{setting.Name}: {Text(setting, operation)}")),
                .. operation.Arguments.Where(argument => argument.Name.Length > 0).Select(argument => Of(argument, $"{argument.Name}: ")),
            ],
            ");");

    /// <summary><c>Query (B, 128, 64) = Linear(Hidden)</c>; parameters are left out, and a gradient that is added to is <c>∂Weight</c>.</summary>
    public static ListingLine Listing(Operation operation)
    {
        IEnumerable<string> operands = operation.Arguments
            .Where(argument => argument.Access is Access.Read && argument.Value.Storage != Storage.Parameter)
            .Select(argument => argument.Value.Name);
        string expression = $"{operation.Call}({string.Join(", ", operands)})";
        if (operation.Arguments.LastOrDefault(argument => argument.Access != Access.Read) is not { } result)
            return new(operation.Settings.First(setting => setting.IsArena).Text, "", $"= {expression}");
        bool accumulates = result.Access == Access.AccumulateGradient;
        return new((accumulates ? "∂" : "") + result.Value.Name, result.Value.Shape.ToString(), $"{(accumulates ? "+=" : "=")} {expression}");
    }

    /// <summary>One argument of a call, with the shape of the value that it names.</summary>
    private ListItem Of(Argument argument, string name) =>
        new(name + (argument.SliceRows > 0 ? values.OfSlice(argument.Value) : values.Of(argument.Value)), argument.Value.Shape.ToString());

    /// <summary>Heads are the constant of their network; other numbers stand as they are.</summary>
    private static string Text(Setting setting, Operation operation) =>
        setting.Name == "heads" ? $"{operation.Arguments[0].Value.Scope}.Heads" : Literal.Restyled(setting.Text);
}

/// <summary>An operation for people.</summary>
internal readonly record struct ListingLine(string Result, string Shape, string Expression);
