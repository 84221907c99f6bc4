using ElectraGen.Runtime.Host.Fast.Products;

namespace ElectraGen.Runtime.Host.Fast.Attention;

/// <summary>Products of matrices of one head, most of which lie in the cache already.</summary>
internal static unsafe class HeadProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Columns of a tile.</summary>
    public static int TileColumns => RegisterTile<TLanes, TVector>.Columns;

    /// <summary>All rows of a matrix as the columns of another: packed.</summary>
    public static SliceStrips Pack(Strip rows, int count, int depth, float* packed)
    {
        SliceStrips panels = new(rows, count, TileColumns, depth, packsWhole: true, packed);
        panels.Pack();
        return panels;
    }

    /// <summary>Rows, by columns that are packed.</summary>
    public static void Multiply(Strip left, Passage passage, in SliceStrips panels, in TileTarget target, in AttentionPlaces places)
    {
        SliceStrips strips = SliceStrips.InPlace(left, passage.Rows, AttentionMemory.TileRows, passage.Depth, places.RestStrip);
        strips.Pack();
        PanelProduct<TLanes, TVector>.Multiply(passage, strips, panels, target);
    }

    /// <summary>Rows, by columns where they lie side by side.</summary>
    public static void Multiply(Strip left, Passage passage, Strip right, TileTarget target, in AttentionPlaces places)
    {
        for (int k = 0; k < passage.Depth; k += AttentionMemory.SliceDepth)
        {
            Passage slice = passage with { Depth = Math.Min(AttentionMemory.SliceDepth, passage.Depth - k) };
            SliceStrips panels = SliceStrips.InPlace(right.Deeper(k), slice.Columns, TileColumns, slice.Depth, places.RestPanel);
            panels.Pack();
            Multiply(left.Deeper(k), slice, panels, target, places);
            target = target.More();
        }
    }
}
