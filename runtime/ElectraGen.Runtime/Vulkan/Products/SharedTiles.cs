using System.Globalization;

namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>The tier for GPUs in single precision: groups share the operands' tiles.</summary>
internal static class SharedTiles
{
    public const string Name = "shared-memory";

    private static readonly MatrixTile[] All =
    [
        Create(rows: 64, columns: 64, depth: 16, sumsDown: 8, sumsAcross: 4),
        Create(rows: 128, columns: 128, depth: 8, sumsDown: 8, sumsAcross: 8),
        Create(rows: 128, columns: 64, depth: 16, sumsDown: 8, sumsAcross: 4),
        Create(rows: 32, columns: 32, depth: 32, sumsDown: 4, sumsAcross: 4),
    ];

    /// <summary>With the tiles that a device has room for; the smallest fits every device.</summary>
    public static MatrixTier Create(GroupLimits limits) => new(Name, Precision.Fp32, "groups share the operands' tiles in shared memory", [.. All.Where(limits.Allow)]);

    private static MatrixTile Create(int rows, int columns, int depth, int sumsDown, int sumsAcross)
    {
        // A line of either tile has a quad more than its elements
        int sharedBytes = depth * (rows + columns + 8) * sizeof(float);
        return new MatrixTile(rows, columns, rows / sumsDown * (columns / sumsAcross), sharedBytes,
        [
            "TIER_SHARED",
            string.Create(CultureInfo.InvariantCulture, $"TILE_DEPTH {depth}"),
            string.Create(CultureInfo.InvariantCulture, $"SUMS_DOWN {sumsDown}"),
            string.Create(CultureInfo.InvariantCulture, $"SUMS_ACROSS {sumsAcross}"),
        ])
        {
            LoadsQuads = true,
        };
    }
}
