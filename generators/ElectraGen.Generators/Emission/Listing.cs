using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Emission;

/// <summary>A pass for people, one line an operation, for the top of an emitted file.</summary>
internal static class Listing
{
    public static IEnumerable<string> Of(Pass pass)
    {
        yield return pass.Name;
        foreach (string line in Lines(pass.Nodes, "  "))
            yield return line;
        yield return "";
    }

    private static IEnumerable<string> Lines(IEnumerable<Node> nodes, string indent)
    {
        ListingLine[] columns = [.. nodes.OfType<Operation>().Select(OperationText.Listing)];
        int resultWidth = columns.Select(column => column.Result.Length).DefaultIfEmpty(0).Max();
        int shapeWidth = columns.Select(column => column.Shape.Length).DefaultIfEmpty(0).Max();
        int next = 0;
        foreach (Node node in nodes)
        {
            if (node is Operation)
            {
                ListingLine line = columns[next++];
                yield return $"{indent}{line.Result.PadRight(resultWidth)}  {line.Shape.PadRight(shapeWidth)}  {line.Expression}";
            }
            else if (node is Repeat repeat)
            {
                yield return $"{indent}{repeat.Count} {repeat.Index}s{(repeat.IsReversed ? ", last to first" : "")}:";
                foreach (string inner in Lines(repeat.Body, indent + "  "))
                    yield return inner;
            }
        }
    }
}
