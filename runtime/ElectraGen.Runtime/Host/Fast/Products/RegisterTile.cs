using System.Runtime.CompilerServices;

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

    /// <summary>Ends the sums Σk left(row, k) · right(k, column) as the target says.</summary>
    /// <param name="left">left(0, 0), and where its rows and its depth go on.</param>
    /// <param name="right">right(0, 0), whose columns lie side by side, and where its depth goes on.</param>
    /// <param name="depth">Terms of a sum.</param>
    /// <param name="target">What becomes of the sums.</param>
    public static void Multiply(Strip left, Strip right, int depth, in TileTarget target)
    {
        TVector sum00 = default, sum01 = default, sum10 = default, sum11 = default, sum20 = default, sum21 = default;
        TVector sum30 = default, sum31 = default, sum40 = default, sum41 = default, sum50 = default, sum51 = default;
        float* row0 = left.First, columns = right.First;
        nint rowStride = left.LaneStride, threeRows = 3 * rowStride, fiveRows = 5 * rowStride;
        for (; depth > 0; depth--)
        {
            TVector right0 = TLanes.Load(columns), right1 = TLanes.Load(columns + TLanes.Count);
            TVector factor = TLanes.Broadcast(*row0);
            sum00 = TLanes.MultiplyAdd(factor, right0, sum00);
            sum01 = TLanes.MultiplyAdd(factor, right1, sum01);
            factor = TLanes.Broadcast(row0[rowStride]);
            sum10 = TLanes.MultiplyAdd(factor, right0, sum10);
            sum11 = TLanes.MultiplyAdd(factor, right1, sum11);
            factor = TLanes.Broadcast(row0[2 * rowStride]);
            sum20 = TLanes.MultiplyAdd(factor, right0, sum20);
            sum21 = TLanes.MultiplyAdd(factor, right1, sum21);
            factor = TLanes.Broadcast(row0[threeRows]);
            sum30 = TLanes.MultiplyAdd(factor, right0, sum30);
            sum31 = TLanes.MultiplyAdd(factor, right1, sum31);
            factor = TLanes.Broadcast(row0[4 * rowStride]);
            sum40 = TLanes.MultiplyAdd(factor, right0, sum40);
            sum41 = TLanes.MultiplyAdd(factor, right1, sum41);
            factor = TLanes.Broadcast(row0[fiveRows]);
            sum50 = TLanes.MultiplyAdd(factor, right0, sum50);
            sum51 = TLanes.MultiplyAdd(factor, right1, sum51);
            row0 += left.DepthStride;
            columns += right.DepthStride;
        }

        TVector scale = TLanes.Broadcast(target.Scale), bias0 = default, bias1 = default;
        if (target.Bias is not null)
        {
            bias0 = TLanes.Load(target.Bias);
            bias1 = TLanes.Load(target.Bias + TLanes.Count);
        }

        StoreRow(target, 0, TLanes.MultiplyAdd(scale, sum00, bias0), TLanes.MultiplyAdd(scale, sum01, bias1));
        StoreRow(target, 1, TLanes.MultiplyAdd(scale, sum10, bias0), TLanes.MultiplyAdd(scale, sum11, bias1));
        StoreRow(target, 2, TLanes.MultiplyAdd(scale, sum20, bias0), TLanes.MultiplyAdd(scale, sum21, bias1));
        StoreRow(target, 3, TLanes.MultiplyAdd(scale, sum30, bias0), TLanes.MultiplyAdd(scale, sum31, bias1));
        StoreRow(target, 4, TLanes.MultiplyAdd(scale, sum40, bias0), TLanes.MultiplyAdd(scale, sum41, bias1));
        StoreRow(target, 5, TLanes.MultiplyAdd(scale, sum50, bias0), TLanes.MultiplyAdd(scale, sum51, bias1));
    }

    /// <summary>Inlined, or all sums would go through memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(in TileTarget target, int row, TVector first, TVector second)
    {
        float* output = target.Output + (row * target.RowStride);
        if (target.AddsOutput)
        {
            first = TLanes.Add(first, TLanes.Load(output));
            second = TLanes.Add(second, TLanes.Load(output + TLanes.Count));
        }

        TLanes.Store(first, output);
        TLanes.Store(second, output + TLanes.Count);
    }
}
