using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Expansion;

/// <summary>
/// How wide slices of logits may be, so that neither they nor their partial sums decide the plan: as the widest activation, and with no
/// more elements than half the largest, since logits keep 32 bits where activations have 16.
/// </summary>
/// <param name="Widest">Columns of the widest planned value.</param>
/// <param name="MostElements">Elements a sequence of the largest activation.</param>
internal sealed record SliceLimit(int Widest, long MostElements)
{
    private const int Quad = 4;

    public static SliceLimit Of(Graph graph)
    {
        Value[] planned = [.. graph.Passes.SelectMany(pass => pass.Nodes.Values()).Where(value => value.Storage == Storage.Planned)];
        return new(
            planned.Max(value => value.Shape.Columns),
            planned.Where(value => value.Shape.Element == ElementType.Activation).Select(value => value.Shape.Count).DefaultIfEmpty().Max());
    }

    /// <summary>Columns of slices of so many rows a sequence; a multiple of four.</summary>
    public int WidthFor(long rows) =>
        (int)Math.Max(Math.Min((Widest + Quad - 1) / Quad, MostElements / (2 * rows) / Quad), 1) * Quad;
}
