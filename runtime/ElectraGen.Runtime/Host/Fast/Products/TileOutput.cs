namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>A tile on its way to the output.</summary>
internal static unsafe class TileOutput<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private static readonly int TileColumns = RegisterTile<TLanes, TVector>.Columns;

    /// <summary>output = scale · tile + bias, or with <paramref name="addsOutput"/> that and the old output.</summary>
    /// <param name="tile">Rows of a whole tile's columns.</param>
    /// <param name="height">Rows that the output has of them.</param>
    /// <param name="width">Columns that the output has of them.</param>
    /// <param name="scale">A factor.</param>
    /// <param name="bias">One for each column; null for none.</param>
    /// <param name="addsOutput">Whether the old output counts.</param>
    /// <param name="output">The output at the tile's first element.</param>
    /// <param name="rowStride">Floats from a row of the output to the next.</param>
    public static void Store(float* tile, int height, int width, float scale, float* bias, bool addsOutput, float* output, nint rowStride)
    {
        for (int row = 0; row < height; row++)
        {
            int column = 0;
            if (width == TileColumns)
            {
                for (; column < width; column += TLanes.Count)
                    StoreVector(tile + column, scale, bias is null ? null : bias + column, addsOutput, output + column);
            }

            for (; column < width; column++)
            {
                float value = scale * tile[column];
                if (bias is not null)
                    value += bias[column];
                output[column] = addsOutput ? value + output[column] : value;
            }

            tile += TileColumns;
            output += rowStride;
        }
    }

    private static void StoreVector(float* sums, float scale, float* bias, bool addsOutput, float* output)
    {
        TVector value = TLanes.Multiply(TLanes.Broadcast(scale), TLanes.Load(sums));
        if (bias is not null)
            value = TLanes.Add(value, TLanes.Load(bias));
        if (addsOutput)
            value = TLanes.Add(value, TLanes.Load(output));
        TLanes.Store(value, output);
    }
}
