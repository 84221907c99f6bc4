namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>What becomes of sums: output = scale · sums + bias, or with <paramref name="addsOutput"/> that and the old output.</summary>
/// <param name="scale">A factor.</param>
/// <param name="bias">One for each column; null for none.</param>
/// <param name="addsOutput">Whether the old output counts.</param>
/// <param name="output">The output at the first sum.</param>
/// <param name="rowStride">Floats from a row of the output to the next.</param>
internal readonly unsafe struct TileTarget(float scale, float* bias, bool addsOutput, float* output, nint rowStride)
{
    public readonly float Scale = scale;

    public readonly float* Bias = bias, Output = output;

    public readonly bool AddsOutput = addsOutput;

    public readonly nint RowStride = rowStride;

    /// <summary>The same from another row and column on.</summary>
    public TileTarget At(int row, int column) =>
        new(Scale, Bias is null ? null : Bias + column, AddsOutput, Output + (row * RowStride) + column, RowStride);

    /// <summary>The same for more terms of the sums.</summary>
    public TileTarget More() => new(Scale, null, addsOutput: true, Output, RowStride);

    /// <summary>A whole tile with the same bias and old output, in memory of its own, where the output has less than a tile.</summary>
    /// <param name="height">Rows that the output has.</param>
    /// <param name="width">Columns that it has.</param>
    /// <param name="columns">Columns of a tile.</param>
    /// <param name="memory">Room for a tile and one row more.</param>
    public TileTarget Widened(int height, int width, int columns, float* memory)
    {
        float* tile = memory + columns;
        if (Bias is not null)
            Copy(Bias, 0, 1, width, memory, 0);
        if (AddsOutput)
            Copy(Output, RowStride, height, width, tile, columns);
        return new(Scale, Bias is null ? null : memory, AddsOutput, tile, columns);
    }

    /// <summary>Copies a rectangle.</summary>
    public static void Copy(float* source, nint sourceStride, int height, int width, float* to, nint toStride)
    {
        for (int row = 0; row < height; row++)
            new ReadOnlySpan<float>(source + (row * sourceStride), width).CopyTo(new Span<float>(to + (row * toStride), width));
    }
}
