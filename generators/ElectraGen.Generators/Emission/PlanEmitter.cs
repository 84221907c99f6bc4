using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Planning;

namespace ElectraGen.Generators.Emission;

/// <summary>X.Plan.g.cs: a named slot for every planned value, and the plan's description.</summary>
internal static class PlanEmitter
{
    public static SourceFile Emit(StepProgram program)
    {
        BufferPlan plan = program.Plan;
        return ModelFile.Write(program.Type, $"{program.Suffix}.Plan.g.cs",
            [
                $"{program.Title}: where every value lies in {Literal.Of(plan.Steps)} dispatches, forward to update; a loop's body counts once.",
                $"Bytes a sequence: {Literal.Of(plan.LayerBytes.Sum())} kept by layers, {Literal.Of(plan.ScratchBytes)} of scratch; once: {Literal.Of(plan.FixedBytes)}.",
                "",
                "A slot indexed by layer is kept for the backward pass, one a layer; any other is used again where lifetimes allow.",
                "Offsets and rows are per sequence, except in the fixed segment. A run of 16-bit precision halves activations and all offsets of",
                "layers and scratch, where what keeps its 32 bits has a place of twice its size.",
            ],
            ["ElectraGen.Runtime"],
            writer =>
            {
                WriteSlots(writer, plan);
                writer.Line();
                WriteDescription(writer, plan);
            });
    }

    private static void WriteSlots(SourceWriter writer, BufferPlan plan)
    {
        using IDisposable block = writer.Block("private static class Plan");
        bool hasConstants = InputLayout.Of(plan.Graph, Storage.Constant).Any();
        WriteSegments(writer, hasConstants ? ["Input", "Constants", "Scratch", "Fixed"] : ["Input", "Scratch", "Fixed"]);
        writer.Line("private static Slot Activation(long offset, int rows, int columns) => Scratch(offset, rows, columns, Element.Activation);");
        writer.Line();
        foreach ((Value input, long offset) in InputLayout.Places(plan.Graph, Storage.Input))
            writer.Line($"public static Slot {input.Name} => {SlotText("Input", offset, input.Shape)};", input.Shape.ToString());
        foreach ((Value constant, long offset) in InputLayout.Places(plan.Graph, Storage.Constant))
            writer.Line($"public static Slot {constant.Name} => {SlotText("Constants", offset, constant.Shape)};", constant.Shape.ToString());
        foreach (IGrouping<string, PlanSlot> scope in plan.Slots.GroupBy(slot => slot.Scope).OrderBy(scope => scope.Key.Length > 0))
        {
            if (scope.Key.Length > 0)
                writer.Line();
            using IDisposable? nested = scope.Key.Length == 0 ? null : writer.Block($"public static class {scope.Key}");
            foreach (PlanSlot slot in scope)
                WriteSlot(writer, slot);
        }
    }

    /// <summary>Short ways to say in which segment a slot lies.</summary>
    private static void WriteSegments(SourceWriter writer, string[] segments)
    {
        foreach (string segment in segments)
        {
            writer.Line($"private static Slot {segment}(long offset, int rows, int columns, Element element = Element.Float32) =>");
            writer.Continuation($"new(new Segment(SegmentKind.{segment}), offset, rows, columns, element);");
            writer.Line();
        }
    }

    private static void WriteSlot(SourceWriter writer, PlanSlot slot)
    {
        if (slot.Layers == 0)
            writer.Line($"public static Slot {slot.Name} => {SlotText(slot)};", slot.Shape.ToString());
        else
            writer.Line(
                $"public static LayerSlots {slot.Name} => new({Literal.Of(slot.Offset)}, {Sizes(slot.Shape)}{(slot.Shape.Element == ElementType.Activation ? ", Element.Activation" : "")});",
                $"{slot.Layers} × {slot.Shape}");
    }

    private static void WriteDescription(SourceWriter writer, BufferPlan plan)
    {
        ValueText text = new(plan);
        writer.Line("private static PlanDescription DescribePlan() => new()");
        using IDisposable block = writer.OpenBlock("};");
        writer.Line("ParameterBytes = Parameters.Bytes,");
        writer.Line($"InputBytes = {Literal.Of(InputLayout.Bytes(plan.Graph, Storage.Input))},");
        Value[] constants = [.. InputLayout.Of(plan.Graph, Storage.Constant)];
        if (constants.Length > 0)
            writer.Line($"ConstantBytes = {Literal.Of(InputLayout.Bytes(plan.Graph, Storage.Constant))},");
        writer.Wrapped("LayerBytes = [", [.. plan.LayerBytes.Select(bytes => new ListItem(Literal.Of(bytes)))], "],");
        writer.Line($"ScratchBytes = {Literal.Of(plan.ScratchBytes)},");
        writer.Line($"FixedBytes = {Literal.Of(plan.FixedBytes)},");
        writer.Line($"Steps = {plan.Steps},");
        writer.Wrapped("Peaks = [", [.. plan.Peaks.Select(peak => new ListItem($"new({Literal.Of(peak.PerSequence)}, {Literal.Of(peak.Activations)}, {Literal.Of(peak.Constant)})"))], "],");
        WriteList(writer, "Slots", plan.Slots.Select(Planned));
        WriteList(writer, "Inputs", InputLayout.Of(plan.Graph, Storage.Input).Select(input => Named(PublishedName(input.Name), text.Of(input), [(int)input.Shape.Rows])));
        if (constants.Length > 0)
            WriteList(writer, "Constants", constants.Select(constant => Named(PublishedName(constant.Name), text.Of(constant), constant.Shape.Dimensions)));
        WriteList(writer, "WeightSums", plan.Graph.WeightSums.Select(sum => Named(PublishedName(sum.Name), text.Of(sum), [])));
        WriteList(writer, "Outputs", plan.Graph.Outputs.Select(output => Named(output.Name, text.Of(output.Value), output.Shape, output.Stage)));
    }

    private static void WriteList(SourceWriter writer, string name, IEnumerable<string> items)
    {
        writer.Line($"{name} =");
        writer.Line("[");
        foreach (string item in items)
            writer.Continuation($"{item},");
        writer.Line("],");
    }

    private static string Planned(PlanSlot slot)
    {
        string name = slot.Scope.Length == 0 ? slot.Name : $"{slot.Scope}.{slot.Name}";
        string lifetimes = Literal.List(slot.Lifetimes.Select(lifetime => $"new({lifetime.First}, {lifetime.Last})"));
        return $"new({Literal.Of(name)}, Plan.{name}{(slot.Layers == 0 ? "" : "[0]")}, {slot.Layers}, {lifetimes})";
    }

    private static string Named(string name, string slot, IEnumerable<int> shape, int? stage = null) =>
        $"new({Literal.Of(name)}, {slot}, {Literal.List(shape.Select(size => Literal.Of(size)))}{(stage is null ? "" : $", Stage: {stage}")})";

    private static string SlotText(PlanSlot slot) =>
        SlotText(slot.Shape.Element == ElementType.Activation ? "Activation" : slot.Segment.ToString(), slot.Offset, slot.Shape);

    private static string SlotText(string segment, long offset, Shape shape) =>
        $"{segment}({Literal.Of(offset)}, {Sizes(shape)})";

    private static string Sizes(Shape shape) =>
        $"{Literal.Of(shape.Rows)}, {Literal.Of(shape.Columns)}{(shape.Element == ElementType.Int32 ? ", Element.Int32" : "")}";

    /// <summary><c>TokenIds</c> is published as <c>token_ids</c>.</summary>
    private static string PublishedName(string name) =>
        string.Concat(name.Select((letter, index) => (index > 0 && char.IsUpper(letter) ? "_" : "") + char.ToLowerInvariant(letter)));
}
