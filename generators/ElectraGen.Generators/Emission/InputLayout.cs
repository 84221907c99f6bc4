using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Emission;

/// <summary>The input segment: the uploaded values behind one another, each at a multiple of 64 bytes per sequence.</summary>
internal static class InputLayout
{
    private const int Alignment = 64;

    public static IEnumerable<(Value Input, long Offset)> Places(Graph graph)
    {
        long offset = 0;
        foreach (Value input in graph.Inputs)
        {
            yield return (input, offset);
            offset += Aligned(input);
        }
    }

    /// <summary>Bytes per sequence.</summary>
    public static long Bytes(Graph graph) => graph.Inputs.Sum(Aligned);

    private static long Aligned(Value input) => (input.Shape.Bytes + Alignment - 1) / Alignment * Alignment;
}
