using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Emission;

/// <summary>
/// The segments of what is uploaded, batches and constants: the values behind one another, each at a multiple of 64 bytes (per
/// sequence, where they are batches).
/// </summary>
internal static class InputLayout
{
    private const int Alignment = 64;

    public static IEnumerable<(Value Input, long Offset)> Places(Graph graph, Storage storage)
    {
        long offset = 0;
        foreach (Value input in Of(graph, storage))
        {
            yield return (input, offset);
            offset += Aligned(input);
        }
    }

    /// <summary>What is uploaded every step, or once.</summary>
    public static IEnumerable<Value> Of(Graph graph, Storage storage) => graph.Inputs.Where(input => input.Storage == storage);

    /// <summary>Bytes of the segment; per sequence, where it is the batch's.</summary>
    public static long Bytes(Graph graph, Storage storage) => Of(graph, storage).Sum(Aligned);

    private static long Aligned(Value input) => (input.Shape.Bytes + Alignment - 1) / Alignment * Alignment;
}
