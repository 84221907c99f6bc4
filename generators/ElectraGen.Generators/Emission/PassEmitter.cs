using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Planning;

namespace ElectraGen.Generators.Emission;

/// <summary>X.Forward.g.cs, X.Backward.g.cs and X.Update.g.cs: each pass a method, each loop a loop.</summary>
internal static class PassEmitter
{
    public static SourceFile Emit(StepProgram program, PassDirection direction)
    {
        Pass[] passes = [.. program.Plan.Graph.Passes.Where(pass => pass.Direction == direction)];
        return ModelFile.Write(program.Type, $"{program.Suffix}.{direction}.g.cs", Heading(program.Title, direction, passes), ["ElectraGen.Runtime", "ElectraGen.Runtime.Kernels"],
            writer =>
            {
                bool isFirst = true;
                foreach ((string name, SequenceKind sequence) in Members(direction))
                {
                    if (!isFirst)
                        writer.Line();
                    isFirst = false;
                    WriteMember(writer, name, sequence, direction, program.Plan);
                }

                OperationText operations = new(new ValueText(program.Plan));
                foreach (Pass pass in passes)
                {
                    writer.Line();
                    using IDisposable method = writer.Block($"private static void {Method(pass)}(IRecorder recorder)");
                    WriteNodes(writer, pass.Nodes, operations, repeat: null);
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

    /// <summary>The members of the contract that a file holds, with the sequences that they record.</summary>
    private static IEnumerable<(string Name, SequenceKind Sequence)> Members(PassDirection direction) => direction switch
    {
        PassDirection.Forward => [("RecordForward", SequenceKind.Forward), ("RecordWeights", SequenceKind.Weights)],
        PassDirection.Backward => [("RecordGradients", SequenceKind.Step), ("RecordMicroBatch", SequenceKind.MicroBatch)],
        _ => [("RecordUpdate", SequenceKind.Step)],
    };

    private static void WriteMember(SourceWriter writer, string name, SequenceKind kind, PassDirection direction, BufferPlan plan)
    {
        using IDisposable method = writer.Block($"void IModel.{name}(IRecorder recorder, int stage)");
        int stages = plan.Graph.Stages.Count;
        for (int stage = 0; stage < stages; stage++)
        {
            if (stage > 0)
                writer.Line();
            using IDisposable? branch = stages == 1 ? null : writer.Block($"if (stage == {stage})");
            WriteCalls(writer, plan.Sequence(kind, stage), direction, plan.Graph);
        }
    }

    private static void WriteCalls(SourceWriter writer, PassSequence sequence, PassDirection direction, Graph graph)
    {
        bool isUpdate = direction == PassDirection.Update;
        if (sequence.Kind == SequenceKind.Step && !isUpdate)
            writer.Line("recorder.Clear(to: Parameters.All.Gradient);");
        foreach (SequencedPass sequenced in sequence.Passes)
        {
            // Gradients and update are one sequence in two members
            Pass pass = graph.Passes[sequenced.Pass];
            if ((pass.Direction == PassDirection.Update) != isUpdate)
                continue;
            if (sequenced.HasBarrier)
                writer.Line("recorder.Barrier();");
            writer.Line(sequenced.Beside is { } beside
                ? $"recorder.SideBySide({Method(pass)}, {Method(graph.Passes[beside])});"
                : $"{Method(pass)}(recorder);");
        }
    }

    private static void WriteNodes(SourceWriter writer, IEnumerable<Node> nodes, OperationText operations, Repeat? repeat)
    {
        bool afterLoop = false;
        bool isFirst = true;
        foreach (Node node in nodes)
        {
            if (!isFirst && (afterLoop || node is Repeat))
                writer.Line();
            if (node is Operation operation)
                operations.Write(writer, operation);
            else if (node is Repeat inner)
                WriteLoop(writer, inner, operations);
            else
                WriteBarrier(writer, (Graphs.Barrier)node, repeat);
            afterLoop = node is Repeat;
            isFirst = false;
        }
    }

    private static void WriteBarrier(SourceWriter writer, Graphs.Barrier barrier, Repeat? repeat)
    {
        const string call = "recorder.Barrier();";
        if (!barrier.BetweenTurns)
        {
            writer.Line(call);
            return;
        }

        writer.Line(repeat!.IsReversed ? $"if ({repeat.Index} < {Count(repeat)} - 1)" : $"if ({repeat.Index} > 0)");
        writer.Continuation(call);
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

        WriteNodes(writer, repeat.Body, operations, repeat);
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
