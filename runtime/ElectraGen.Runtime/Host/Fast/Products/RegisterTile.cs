namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>
/// The innermost loop of a product: a tile of six rows and two vectors of columns, whose twelve sums stay in registers while the depth
/// goes by. A sum takes its terms one after the other, so its bits are the same at every width.
/// </summary>
internal static unsafe class RegisterTile<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Columns of a tile.</summary>
    public static int Columns => 2 * TLanes.Count;

    /// <summary>tile[row, column] = Σk left(row, k) · right(k, column).</summary>
    /// <param name="left">left(0, 0).</param>
    /// <param name="rowStride">Floats from a row of left to the next.</param>
    /// <param name="depthStride">Floats from a k of left to the next.</param>
    /// <param name="right">Packed: <see cref="Columns"/> floats for every k.</param>
    /// <param name="depth">Terms of a sum.</param>
    /// <param name="tile">Six rows of <see cref="Columns"/> floats.</param>
    public static void Multiply(float* left, nint rowStride, nint depthStride, float* right, int depth, float* tile)
    {
        TVector sum00 = default, sum01 = default, sum10 = default, sum11 = default, sum20 = default, sum21 = default;
        TVector sum30 = default, sum31 = default, sum40 = default, sum41 = default, sum50 = default, sum51 = default;
        nint threeRows = 3 * rowStride, fiveRows = 5 * rowStride;
        for (; depth > 0; depth--)
        {
            TVector right0 = TLanes.Load(right), right1 = TLanes.Load(right + TLanes.Count);
            TVector factor = TLanes.Broadcast(*left);
            sum00 = TLanes.MultiplyAdd(factor, right0, sum00);
            sum01 = TLanes.MultiplyAdd(factor, right1, sum01);
            factor = TLanes.Broadcast(left[rowStride]);
            sum10 = TLanes.MultiplyAdd(factor, right0, sum10);
            sum11 = TLanes.MultiplyAdd(factor, right1, sum11);
            factor = TLanes.Broadcast(left[2 * rowStride]);
            sum20 = TLanes.MultiplyAdd(factor, right0, sum20);
            sum21 = TLanes.MultiplyAdd(factor, right1, sum21);
            factor = TLanes.Broadcast(left[threeRows]);
            sum30 = TLanes.MultiplyAdd(factor, right0, sum30);
            sum31 = TLanes.MultiplyAdd(factor, right1, sum31);
            factor = TLanes.Broadcast(left[4 * rowStride]);
            sum40 = TLanes.MultiplyAdd(factor, right0, sum40);
            sum41 = TLanes.MultiplyAdd(factor, right1, sum41);
            factor = TLanes.Broadcast(left[fiveRows]);
            sum50 = TLanes.MultiplyAdd(factor, right0, sum50);
            sum51 = TLanes.MultiplyAdd(factor, right1, sum51);
            left += depthStride;
            right += 2 * TLanes.Count;
        }

        StoreRow(tile, 0, sum00, sum01);
        StoreRow(tile, 1, sum10, sum11);
        StoreRow(tile, 2, sum20, sum21);
        StoreRow(tile, 3, sum30, sum31);
        StoreRow(tile, 4, sum40, sum41);
        StoreRow(tile, 5, sum50, sum51);
    }

    private static void StoreRow(float* tile, int row, TVector first, TVector second)
    {
        TLanes.Store(first, tile + (row * Columns));
        TLanes.Store(second, tile + (row * Columns) + TLanes.Count);
    }
}
