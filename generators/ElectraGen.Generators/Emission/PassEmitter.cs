using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Emission;

/// <summary>X.Forward.g.cs, X.Backward.g.cs and X.Update.g.cs: each pass a method, each loop a loop.</summary>
internal static class PassEmitter
{
    public static SourceFile Emit(ModelPlan model, PassDirection direction)
    {
        Pass[] passes = [.. model.Graph.Passes.Where(pass => pass.Direction == direction)];
        return ModelFile.Write(model.Model.Type, $".{direction}.g.cs", Heading(model.Model.Type.Name, direction, passes), ["ElectraGen.Runtime", "ElectraGen.Runtime.Kernels"],
            writer =>
            {
                WriteEntry(writer, direction, model.Graph);
                OperationText operations = new(new ValueText(model.Plan));
                foreach (Pass pass in passes)
                {
                    writer.Line();
                    using IDisposable method = writer.Block($"private static void {Method(pass)}(IRecorder recorder)");
                    WriteNodes(writer, pass.Nodes, operations);
                }
            });
    }

    private static IEnumerable<string> Heading(string name, PassDirection direction, IEnumerable<Pass> passes) =>
    [
        $"{name}, {direction.ToString().ToLowerInvariant()}: what each pass computes for B sequences.",
        "",
        .. passes.SelectMany(Listing.Of),
        "Behind a line of code: the shape of the last value on it. A slot indexed by layer is kept for the backward pass;",
        "a bare slot is scratch and is used again.",
    ];

    /// <summary>The member of the contract, which runs a stage's passes with a barrier between any two.</summary>
    private static void WriteEntry(SourceWriter writer, PassDirection direction, Graph graph)
    {
        (string member, Func<Pass, bool> isRecorded) = direction switch
        {
            PassDirection.Forward => ("RecordForward", (Func<Pass, bool>)(pass => pass.Direction == PassDirection.Forward)),
            PassDirection.Backward => ("RecordGradients", pass => pass.Direction != PassDirection.Update),
            _ => ("RecordUpdate", pass => pass.Direction == PassDirection.Update),
        };
        Pass[] recorded = [.. graph.Passes.Where(isRecorded)];
        using IDisposable method = writer.Block($"void IModel.{member}(IRecorder recorder, int stage)");
        if (graph.Stages.Count == 1)
        {
            WriteCalls(writer, direction, recorded);
            return;
        }

        for (int stage = 0; stage < graph.Stages.Count; stage++)
        {
            if (stage > 0)
                writer.Line();
            using IDisposable branch = writer.Block($"if (stage == {stage})");
            WriteCalls(writer, direction, recorded.Where(pass => pass.RunsIn(stage)));
        }
    }

    private static void WriteCalls(SourceWriter writer, PassDirection direction, IEnumerable<Pass> passes)
    {
        string[] calls = [.. passes.Select(pass => $"{Method(pass)}(recorder);")];
        if (direction == PassDirection.Backward)
            calls = ["recorder.Clear(to: Parameters.All.Gradient);", .. calls];
        for (int index = 0; index < calls.Length; index++)
        {
            // The update reads what an earlier recording wrote
            if (index > 0 || direction == PassDirection.Update)
                writer.Line("recorder.Barrier();");
            writer.Line(calls[index]);
        }
    }

    private static void WriteNodes(SourceWriter writer, IEnumerable<Node> nodes, OperationText operations)
    {
        bool afterLoop = false;
        bool isFirst = true;
        foreach (Node node in nodes)
        {
            if (!isFirst && (afterLoop || node is Repeat))
                writer.Line();
            if (node is Operation operation)
                operations.Write(writer, operation);
            else if (node is Repeat repeat)
                WriteLoop(writer, repeat, operations);
            else
                writer.Line("recorder.Barrier();");
            afterLoop = node is Repeat;
            isFirst = false;
        }
    }

    private static void WriteLoop(SourceWriter writer, Repeat repeat, OperationText operations)
    {
        string index = repeat.Index;
        using IDisposable loop = writer.Block(repeat.IsReversed
            ? $"for (int {index} = {Count(repeat)} - 1; {index} >= 0; {index}--)"
            : $"for (int {index} = 0; {index} < {Count(repeat)}; {index}++)");
        if (Slices(repeat) is { } table)
        {
            writer.Line($"int first = {index} * {Literal.Of(table.SliceRows)};");
            writer.Line($"int columns = int.Min({Literal.Of(table.SliceRows)}, {Literal.Of(table.Value.Shape.Rows)} - first);");
            writer.Line();
        }

        WriteNodes(writer, repeat.Body, operations);
    }

    /// <summary>Layers are counted by the constant of their network, anything else by a number.</summary>
    private static string Count(Repeat repeat)
    {
        string scope = repeat.Carried.FirstOrDefault()?.Argument.Scope ?? "";
        return repeat.Index == "layer" && scope.Length > 0 ? $"{scope}.Layers" : Literal.Of(repeat.Count);
    }

    /// <summary>The table whose rows a repeat works through in slices, if it does.</summary>
    private static Argument? Slices(Repeat repeat) =>
        repeat.Body.Operations()
            .SelectMany(operation => operation.Arguments)
            .FirstOrDefault(argument => argument.SliceRows > 0 && argument.Value.Storage == Storage.Parameter && argument.Value.Shape.Rows > 1);

    private static string Method(Pass pass) => pass.Direction switch
    {
        PassDirection.Forward => $"Record{pass.Name}",
        PassDirection.Backward => $"Record{pass.Name}Backward",
        _ => $"Record{pass.Name}",
    };
}
