namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>The tier for CPU drivers, where shared memory and barriers only cost: one subgroup a group, for itself.</summary>
internal static class RegisterTiles
{
    public const string Name = "register-tiles";

    private const string Reason = "a CPU driver: shared memory and barriers only cost there";

    /// <summary>Loads cost most there, so the tile is large; Mesa 25 reaches 25 to 40 GFLOP/s on two cores and compiles it in a quarter of a second.</summary>
    public static MatrixTier Create(int lanes) =>
        new(Name, Precision.Fp32, Reason, [new MatrixTile(Math.Max(16, lanes), Math.Max(Math.Min(64, 8 * lanes), lanes), lanes, 0, ["TIER_REGISTER"])]);

    /// <summary>
    /// For Mesa before 23, which is slow with arrays in memory and compiles in proportion to the tile: about 3 GFLOP/s on two cores in
    /// any form, since it loads element by element.
    /// </summary>
    public static MatrixTier WithoutArrays(int lanes) =>
        new(Name, Precision.Fp32, Reason, [new MatrixTile(Math.Max(16, lanes), 4 * lanes, lanes, 0, ["TIER_REGISTER", "SUMS_IN_VARIABLES"])]);
}
