namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>
/// A slice of the depth of some lanes of a matrix, in strips as wide as a tile. A strip is packed, which is its lanes side by side for
/// every k and 0 for those that it lacks, or read where it lies if it is whole.
/// </summary>
/// <param name="lanes">The strip that all lanes would make.</param>
/// <param name="count">Lanes.</param>
/// <param name="width">Lanes of a strip.</param>
/// <param name="depth">Elements of a lane.</param>
/// <param name="packsWhole">Whether whole strips are packed too.</param>
/// <param name="packed">Memory for all of it.</param>
internal readonly unsafe struct SliceStrips(Strip lanes, int count, int width, int depth, bool packsWhole, float* packed)
{
    /// <summary>Strips that lie where they are, but for the one that lacks lanes: that one is packed into memory for one strip.</summary>
    public static SliceStrips InPlace(Strip lanes, int count, int width, int depth, float* rest) =>
        new(lanes, count, width, depth, packsWhole: false, rest - (count / width * width * (nint)depth));

    /// <summary>The strip that begins at a lane, a multiple of the width.</summary>
    public Strip this[int lane] =>
        packsWhole || lane + width > count ? new(packed + (lane * (nint)depth), 1, width) : lanes.From(lane);

    /// <summary>Packs what has to be.</summary>
    public void Pack()
    {
        int whole = count / width * width;
        if (packsWhole && lanes.LaneStride == 1)
            Packing.CopyStrips(lanes, whole, width, depth, packed);
        else if (packsWhole)
            Packing.TransposeStrips(lanes, whole, width, depth, packed);
        if (whole < count)
            Packing.PackRest(lanes.From(whole), count - whole, width, depth, packed + (whole * (nint)depth));
    }
}
