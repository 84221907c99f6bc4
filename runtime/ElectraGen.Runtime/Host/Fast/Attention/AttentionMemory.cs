using System.Runtime.Intrinsics;
using ElectraGen.Runtime.Host.Fast.Products;
using ElectraGen.Runtime.Host.Fast.Vectors;
using ElectraGen.Runtime.Host.Threads;

namespace ElectraGen.Runtime.Host.Fast.Attention;

/// <summary>
/// Where in a thread's memory lies what attention over one head takes: keys and values packed, some rows of probabilities and as many of
/// their gradients. Lengths are floats.
/// </summary>
internal sealed unsafe class AttentionMemory
{
    /// <summary>Terms of a slice of a product's depth.</summary>
    public const int SliceDepth = 128;

    /// <summary>Rows of a tile, at every width.</summary>
    public const int TileRows = RegisterTile<Lanes128, Vector128<float>>.Rows;

    private const int MostRows = 8 * TileRows, Line = 16;

    private readonly int panels, rows, restPanel, restStrip, words;

    /// <summary>Lays it out for heads of so many tokens and numbers, in tiles of so many columns.</summary>
    public AttentionMemory(int length, int headSize, int tileColumns)
    {
        panels = WholeLines((length + tileColumns - 1) / tileColumns * tileColumns * headSize);
        int deepest = Math.Max(SliceDepth, headSize);
        restPanel = tileColumns * deepest;
        restStrip = WholeLines(TileRows * deepest);
        words = DropoutVectors.MemoryFor(length);
        int left = ThreadMemory.Length - (2 * panels) - restPanel - restStrip - words - (2 * Line);
        RowsAtOnce = Math.Min(MostRows, left / (2 * length) / TileRows * TileRows);
        rows = WholeLines(Math.Max(RowsAtOnce, 0) * length);
    }

    /// <summary>Rows of probabilities that there is room for: whole tiles, or none where heads are too large.</summary>
    public int RowsAtOnce { get; }

    /// <summary>The places, in the memory of a thread.</summary>
    public AttentionPlaces In(ThreadMemory memory)
    {
        float* keys = memory.Numbers, values = keys + panels, probabilities = values + panels, gradients = probabilities + rows;
        float* panel = gradients + rows, strip = panel + restPanel;
        return new(keys, values, probabilities, gradients, panel, strip, new Span<float>(strip + restStrip, words));
    }

    private static int WholeLines(int length) => (length + Line - 1) / Line * Line;
}

/// <summary>Places in a thread's memory.</summary>
internal readonly unsafe ref struct AttentionPlaces(
    float* keys, float* values, float* probabilities, float* gradients, float* restPanel, float* restStrip, Span<float> words)
{
    /// <summary>Keys and values, packed as columns.</summary>
    public readonly float* Keys = keys, Values = values;

    /// <summary>Rows of probabilities and of the gradients of scores, close together.</summary>
    public readonly float* Probabilities = probabilities, Gradients = gradients;

    /// <summary>What a matrix lacks of its last panel, or its last strip.</summary>
    public readonly float* RestPanel = restPanel, RestStrip = restStrip;

    /// <summary>For the draws of a row.</summary>
    public readonly Span<float> Words = words;
}
