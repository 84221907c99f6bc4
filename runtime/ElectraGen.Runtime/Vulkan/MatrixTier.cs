namespace ElectraGen.Runtime.Vulkan;

/// <summary>A way to compute matrix products, and the tile of the output that one group makes.</summary>
/// <param name="Name">What <c>electragen devices</c> prints.</param>
/// <param name="Define">What the shader is told.</param>
/// <param name="TileRows">Rows of a tile.</param>
/// <param name="TileColumns">Columns of a tile.</param>
/// <param name="Reason">Why a device gets this one.</param>
internal sealed record MatrixTier(string Name, string Define, int TileRows, int TileColumns, string Reason)
{
    /// <summary>
    /// For CPU drivers: one subgroup a group, accumulators in registers; a barrier there costs more than it saves. Loads cost most, so
    /// tiles are large, up to what the driver compiles in a second.
    /// </summary>
    public static MatrixTier Registers(int lanes) => new(
        "register tiles", "TIER_REGISTER", TileRows: Math.Max(16, lanes), TileColumns: Math.Max(Math.Min(64, 8 * lanes), lanes),
        "a CPU driver: shared memory and barriers only cost there");

    /// <summary>For GPUs: both operands are staged in shared memory, at most 16 KiB as portable Vulkan promises.</summary>
    public static MatrixTier SharedMemory { get; } = new(
        "shared memory", "TIER_SHARED", TileRows: 64, TileColumns: 64,
        "a GPU: groups share the operands' tiles");
}
