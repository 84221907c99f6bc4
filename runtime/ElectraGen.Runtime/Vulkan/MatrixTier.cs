namespace ElectraGen.Runtime.Vulkan;

/// <summary>A way to compute matrix products, and the tile of the output that one group makes.</summary>
/// <param name="Name">What <c>electragen devices</c> prints.</param>
/// <param name="Defines">What the shader is told.</param>
/// <param name="TileRows">Rows of a tile.</param>
/// <param name="TileColumns">Columns of a tile.</param>
/// <param name="Reason">Why a device gets this one.</param>
internal sealed record MatrixTier(string Name, IReadOnlyList<string> Defines, int TileRows, int TileColumns, string Reason)
{
    private const string CpuReason = "a CPU driver: shared memory and barriers only cost there";

    /// <summary>For GPUs: both operands are staged in shared memory, at most 16 KiB as portable Vulkan promises.</summary>
    public static MatrixTier SharedMemory { get; } = new(
        "shared memory", ["TIER_SHARED"], TileRows: 64, TileColumns: 64,
        "a GPU: groups share the operands' tiles");

    /// <summary>
    /// For CPU drivers: one subgroup a group, for itself. Loads cost most there, so the tile is large; Mesa 25 reaches 25 to 40 GFLOP/s
    /// on two cores and compiles it in a quarter of a second.
    /// </summary>
    public static MatrixTier Registers(int lanes) => new(
        "register tiles", ["TIER_REGISTER"], TileRows: Math.Max(16, lanes), TileColumns: Math.Max(Math.Min(64, 8 * lanes), lanes), CpuReason);

    /// <summary>
    /// For Mesa before 23, which is slow with arrays in memory and compiles in proportion to the tile: about 3 GFLOP/s on two cores in
    /// any form, since it loads element by element.
    /// </summary>
    public static MatrixTier RegistersWithoutArrays(int lanes) => new(
        "register tiles without arrays", ["TIER_REGISTER", "SUMS_IN_VARIABLES"],
        TileRows: Math.Max(16, lanes), TileColumns: 4 * lanes, CpuReason);
}
