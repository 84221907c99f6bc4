using System.CommandLine;
using ElectraGen.Runtime;
using ElectraGen.Training.Plans;
using Spectre.Console;

namespace ElectraGen.Training.Commands;

/// <summary><c>plan MODEL</c>: every slot, its lifetime, and what the plan takes beside what it has to.</summary>
internal static class PlanCommand
{
    public static Command Create(CommandContext context)
    {
        Argument<string> model = CommandOptions.Model();
        Option<int?> batch = CommandOptions.Batch();
        Option<bool> recompute = CommandOptions.Recompute();
        Option<Precision> precision = CommandOptions.Precision();
        Option<string?> svg = CommandOptions.Path("--svg", "FILE", "Draws the slots over time, forward to backward.");
        Option<bool> json = CommandOptions.Json();
        Command command = new("plan", "Shows the memory plan of a model, and what batch fits which device.") { model, batch, recompute, precision, svg, json };
        command.SetAction(parsed =>
        {
            IModel chosen = context.FindModel(parsed, model, recompute);
            PlanSummary summary = new(chosen.Plan, parsed.GetValue(batch) ?? chosen.Description.Recipe.BatchSize, parsed.GetValue(precision));
            if (parsed.GetValue(svg) is string file)
                File.WriteAllText(file, PlanDrawing.Draw(chosen, summary));
            PlanFacts facts = PlanFacts.Of(chosen, summary, DeviceCatalog.List());
            if (parsed.GetValue(json))
                context.WriteJson(facts, CommandJson.Default.PlanFacts);
            else
                Print(context, facts);
        });
        return command;
    }

    private static void Print(CommandContext context, PlanFacts facts)
    {
        Table slots = FactTable.Create("slot", "segment", "layers#", "offset#", "bytes#", "live");
        foreach (SlotFacts slot in facts.Slots)
        {
            slots.AddFacts(
                slot.Name, slot.Segment, $"{slot.Layers}", $"{slot.Offset:N0}", $"{slot.Bytes:N0}",
                string.Join(", ", slot.Lifetimes.Select(static lifetime => $"{lifetime[0]}–{lifetime[1]}")));
        }
        context.WriteTable(slots);

        context.Output.WriteLine($"{facts.Model} at batch {facts.Batch} in {facts.Precision}");
        context.Output.WriteLine($"  arena        {ByteText.Format(facts.ArenaBytes),10}   {(double)facts.ArenaBytes / facts.LowerBoundBytes:0.000} times the lower bound");
        context.Output.WriteLine($"  lower bound  {ByteText.Format(facts.LowerBoundBytes),10}   the largest sum of bytes that are live at once");
        context.Output.WriteLine($"  no reuse     {ByteText.Format(facts.NoReuseBytes),10}   every slot in a place of its own");
        context.Output.WriteLine($"  recomputing  {ByteText.Format(facts.RecomputingArenaBytes),10}   the arena with --recompute");
        context.Output.WriteLine($"  persistent   {ByteText.Format(facts.PersistentBytes),10}   parameters, gradients and both moments");
        foreach (DeviceBatchFacts device in facts.Devices)
            context.Output.WriteLine($"  {device.Id,-12} {ByteText.Format(device.MemoryBytes),10}   fits a batch of {device.LargestBatch:N0}");
    }
}

/// <summary>What <c>plan --json</c> prints.</summary>
internal sealed record PlanFacts(
    string Model, int Batch, string Precision, long ArenaBytes, long LowerBoundBytes, long NoReuseBytes, long RecomputingArenaBytes, long PersistentBytes,
    SlotFacts[] Slots, DeviceBatchFacts[] Devices)
{
    public static PlanFacts Of(IModel model, PlanSummary summary, IEnumerable<DeviceDescription> devices) => new(
        model.Description.Name, summary.Batch, summary.Precision.NameOf(), summary.ArenaBytes, summary.LowerBoundBytes, summary.NoReuseBytes,
        model.Recomputing.Plan.ArenaBytes(summary.Batch, summary.Precision), summary.PersistentBytes,
        [.. model.Plan.Slots.Select(slot => SlotFacts.Of(slot, summary))],
        [
            .. devices.Select(device =>
                new DeviceBatchFacts(device.Id, device.MemoryBytes, PlanSummary.LargestBatch(model.Plan, device.MemoryBytes, summary.Precision))),
        ]);
}

/// <summary>A slot at the batch; offset and bytes are of one layer.</summary>
internal sealed record SlotFacts(string Name, string Segment, int Layers, long Offset, long Bytes, int First, int Last, int[][] Lifetimes)
{
    public static SlotFacts Of(PlannedSlot slot, PlanSummary summary) => new(
        slot.Name, slot.Slot.Segment.Kind.ToString().ToLowerInvariant(), Math.Max(1, slot.Layers),
        summary.OffsetOf(slot.Slot), summary.BytesOf(slot.Slot), slot.Lifetimes[0].First, slot.Lifetimes[^1].Last,
        [.. slot.Lifetimes.Select(static lifetime => new[] { lifetime.First, lifetime.Last })]);
}

/// <summary>What fits a device.</summary>
internal sealed record DeviceBatchFacts(string Id, long MemoryBytes, int LargestBatch);
