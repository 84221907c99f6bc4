namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>As many rows of the left matrix, or columns of the right one, as a tile has: its lanes.</summary>
/// <param name="first">The first element of the first lane.</param>
/// <param name="laneStride">Floats from a lane to the next.</param>
/// <param name="depthStride">Floats from an element of a lane to the next.</param>
internal readonly unsafe struct Strip(float* first, nint laneStride, nint depthStride)
{
    public readonly float* First = first;

    public readonly nint LaneStride = laneStride, DepthStride = depthStride;

    /// <summary>The same from another lane on.</summary>
    public Strip From(int lane) => new(First + (lane * LaneStride), LaneStride, DepthStride);

    /// <summary>The same from another element of each lane on.</summary>
    public Strip Deeper(int element) => new(First + (element * DepthStride), LaneStride, DepthStride);
}
