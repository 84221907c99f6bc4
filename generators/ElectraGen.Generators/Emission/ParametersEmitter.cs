using System.Globalization;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Emission;

/// <summary>X.Parameters.g.cs: where each parameter lies, and its description for checkpoints.</summary>
internal static class ParametersEmitter
{
    private const int FloatsPerRow = ParameterLayout.Alignment / sizeof(float);

    public static SourceFile Emit(ModelPlan model)
    {
        ParameterLayout layout = ParameterLayout.Of(model.Graph.Parameters);
        return ModelFile.Write(model.Model.Type, ".Parameters.g.cs",
            [
                $"{model.Model.Type.Name}: {Count(model.Graph).ToString("N0", CultureInfo.InvariantCulture)} parameters in one arena; gradients and both moments have its layout.",
                "Decayed ones come first. Offsets are bytes; those of layers a stride apart.",
            ],
            ["System.Collections.Generic", "ElectraGen.Runtime"],
            writer =>
            {
                WriteOffsets(writer, layout, model.Graph);
                writer.Line();
                WriteDescriptions(writer, layout);
            });
    }

    /// <summary>Trained numbers; a shared tensor counts once.</summary>
    private static long Count(Graph graph) => graph.Parameters.Where(info => info.IsTrained).Sum(info => info.Value.Shape.Count * Math.Max(info.Layers, 1));

    private static void WriteOffsets(SourceWriter writer, ParameterLayout layout, Graph graph)
    {
        using IDisposable parameters = writer.Block("private static class Parameters");
        writer.Line($"public const long Bytes = {Literal.Of(layout.Bytes)};");
        writer.Line();
        writer.Line($"public static Parameter All => {Range(0, layout.Bytes)};");
        writer.Line($"public static Parameter Decayed => {Range(0, layout.DecayedBytes)};");
        writer.Line($"public static Parameter Undecayed => {Range(layout.DecayedBytes, layout.Bytes)};");
        for (int stage = 0; stage < graph.Stages.Count && graph.Stages.Count > 1; stage++)
            WriteRanges(writer, graph.Stages[stage].Title, layout.TrainedIn(graph, stage));
        foreach (IGrouping<string, ParameterPlace> scope in layout.Places.GroupBy(place => place.Info.Value.Scope))
        {
            writer.Line();
            using IDisposable block = writer.Block($"public static class {scope.Key}");
            foreach (ParameterPlace place in scope)
                WriteOffset(writer, place);
        }
    }

    /// <summary>What a stage trains.</summary>
    private static void WriteRanges(SourceWriter writer, string title, IReadOnlyList<ParameterPlace> trained)
    {
        writer.Line();
        foreach (IGrouping<bool, ParameterPlace> places in trained.GroupBy(place => place.Info.IsDecayed))
            writer.Line($"public static Parameter {title}{(places.Key ? "Decayed" : "Undecayed")} => {Range(places.Min(place => place.Offset), places.Max(place => place.End))};");
    }

    private static void WriteOffset(SourceWriter writer, ParameterPlace place)
    {
        Value value = place.Info.Value;
        string sizes = $"{Literal.Of(value.Shape.Rows)}, {Literal.Of(value.Shape.Columns)}";
        if (place.Info.Layers == 0)
            writer.Line($"public static Parameter {value.Name} => new({Literal.Of(place.Offset)}, {sizes});", value.Shape.ToString());
        else
            writer.Line(
                $"public static LayerParameters {value.Name} => new({Literal.Of(place.Offset)}, {Literal.Of(place.Stride)}, {sizes});",
                $"{place.Info.Layers} × {value.Shape}");
    }

    private static void WriteDescriptions(SourceWriter writer, ParameterLayout layout)
    {
        using IDisposable method = writer.Block("private static IReadOnlyList<ParameterDescription> DescribeParameters()");
        writer.Line("List<ParameterDescription> parameters = [];");
        foreach (ParameterBlock block in layout.Blocks)
        {
            using IDisposable? loop = block.Layers == 0 ? null : writer.Block(
                $"for (int layer = 0; layer < {block.Places[0].Info.Value.Scope}.Layers; layer++)");
            foreach (ListItem[] description in block.Places.SelectMany(place => Descriptions(place.Info)))
                writer.Wrapped("parameters.Add(new(", description, "));");
        }

        writer.Line();
        writer.Line("return parameters;");
    }

    /// <summary>The arguments of a <c>ParameterDescription</c> for each tensor that a parameter is published as.</summary>
    private static IEnumerable<ListItem[]> Descriptions(ParameterInfo info)
    {
        string parameter = $"Parameters.{info.Value.Scope}.{info.Value.Name}{(info.Layers == 0 ? "" : "[layer]")}";
        int first = 0;
        foreach (PublishedTensor tensor in info.Published)
        {
            int length = tensor.Shape[0];
            string range = $"{(info.Value.Shape.Rows > 1 ? "RowRange" : "ColumnRange")}({Literal.Of(first)}, {Literal.Of(length)})";
            yield return
            [
                new(Name(tensor.Name, info.Layers)),
                new(Literal.List(tensor.Shape.Select(size => Literal.Of(size)))),
                new(info.Published.Count == 1 ? parameter : $"{parameter}.{range}"),
                new($"IsDecayed: {Literal.Of(info.IsDecayed)}"),
                new($"Initializer.{info.Initializer}"),
                new(Literal.List(tensor.TiedNames.Select(name => Name(name, info.Layers)))),
            ];
            first += length;
        }
    }

    /// <summary>A published name; <c>{0}</c> becomes the loop's variable.</summary>
    private static string Name(string name, int layers) =>
        layers == 0 ? Literal.Of(name) : $"${Literal.Of(name.Replace("{0}", "{layer}"))}";

    private static string Range(long start, long end) => $"new({Literal.Of(start)}, {Literal.Of((end - start) / ParameterLayout.Alignment)}, {FloatsPerRow})";
}
