using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Planning;

namespace ElectraGen.Generators.Emission;

/// <summary>How emitted code names the place of a value: <c>Plan.Generator.Query[layer]</c>, <c>Parameters.Embeddings.Words</c>.</summary>
internal sealed class ValueText(BufferPlan plan)
{
    private readonly Dictionary<int, Placement> placements = plan.Placements.ToDictionary(placement => placement.ValueId);
    private readonly Dictionary<int, ParameterInfo> parameters = plan.Graph.Parameters.ToDictionary(info => info.Value.Id);

    public string Of(Value value) => value.Storage switch
    {
        Storage.Parameter => $"Parameters.{value.Scope}.{value.Name}{(parameters[value.Id].Layers == 0 ? "" : "[layer]")}",
        Storage.Input or Storage.Constant => $"Plan.{value.Name}",
        _ => OfPlanned(placements[value.Id]),
    };

    /// <summary>The slice of a value that a turn over slices works on: rows of a table, columns of everything else.</summary>
    public string OfSlice(Value value) =>
        value.Storage == Storage.Parameter && value.Shape.Rows > 1 ? $"{Of(value)}.RowRange(first, columns)"
        : value.Storage == Storage.Parameter ? $"{Of(value)}.ColumnRange(first, columns)"
        : $"{Of(value)}.WithColumns(columns)";

    private string OfPlanned(Placement placement)
    {
        PlanSlot slot = plan.Slots[placement.Slot];
        string name = slot.Scope.Length == 0 ? $"Plan.{slot.Name}" : $"Plan.{slot.Scope}.{slot.Name}";
        return name + placement.Index switch
        {
            LayerIndex.Current => "[layer]",
            LayerIndex.Next => "[layer + 1]",
            LayerIndex.First => "[0]",
            LayerIndex.Last => $"[{slot.Scope}.Layers]",
            _ => "",
        };
    }
}
