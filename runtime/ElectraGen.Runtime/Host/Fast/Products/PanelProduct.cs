namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>Rows in strips, by columns in panels, tile by tile.</summary>
internal static unsafe class PanelProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int TileRows = RegisterTile<TLanes, TVector>.Rows;

    private static int TileColumns => RegisterTile<TLanes, TVector>.Columns;

    /// <summary>All rows by all columns.</summary>
    public static void Multiply(Passage passage, in SliceStrips strips, in SliceStrips panels, in TileTarget target)
    {
        float* rest = stackalloc float[(TileRows + 1) * TileColumns];
        for (int column = 0; column < passage.Columns; column += TileColumns)
        {
            Strip panel = panels[column];
            for (int row = 0; row < passage.Rows; row += TileRows)
            {
                TileTarget tile = target.At(row, column);
                int height = Math.Min(TileRows, passage.Rows - row), width = Math.Min(TileColumns, passage.Columns - column);
                if (height == TileRows && width == TileColumns)
                {
                    RegisterTile<TLanes, TVector>.Multiply(strips[row], panel, passage.Depth, tile);
                }
                else
                {
                    // What the output lacks of a tile is computed too, elsewhere
                    TileTarget whole = tile.Widened(height, width, TileColumns, rest);
                    RegisterTile<TLanes, TVector>.Multiply(strips[row], panel, passage.Depth, whole);
                    TileTarget.Copy(whole.Output, whole.RowStride, height, width, tile.Output, tile.RowStride);
                }
            }
        }
    }
}

/// <summary>The rows that pass the columns of a block, and the depth of the slice.</summary>
internal readonly record struct Passage(int Rows, int Columns, int Depth);
