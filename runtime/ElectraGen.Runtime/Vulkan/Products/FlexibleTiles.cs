using System.Globalization;

namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>The tier for tensor cores by VK_NV_cooperative_matrix2: a group holds a tile in one matrix, and the driver does the rest.</summary>
internal static class FlexibleTiles
{
    public const string Name = "cooperative-matrix-2";

    private static readonly (int Rows, int Columns, int Depth, int Invocations)[] Forms =
    [
        (128, 128, 32, 256), (256, 128, 32, 256), (128, 128, 32, 128), (64, 64, 32, 128), (32, 32, 32, 64),
    ];

    /// <summary>With the tiles that the driver's steps allow; null where they allow none.</summary>
    public static MatrixTier? Create(Precision arithmetic, IEnumerable<FlexibleShape> shapes, GroupLimits limits)
    {
        MatrixTile[] tiles =
        [
            .. from form in Forms
               where form.Invocations <= limits.Invocations && shapes.Any(shape => shape.Arithmetic == arithmetic && Fits(form, shape))
               select Create(form, arithmetic),
        ];
        return tiles.Length == 0 ? null : new MatrixTier(Name, arithmetic, "groups multiply whole tiles", tiles);
    }

    private static bool Fits((int Rows, int Columns, int Depth, int Invocations) form, FlexibleShape shape) =>
        form.Invocations == shape.Invocations
        && form.Rows % shape.RowStep == 0 && form.Columns % shape.ColumnStep == 0 && form.Depth % shape.DepthStep == 0;

    private static MatrixTile Create((int Rows, int Columns, int Depth, int Invocations) form, Precision arithmetic) =>
        new(form.Rows, form.Columns, form.Invocations, 0,
        [
            "TIER_FLEXIBLE",
            .. arithmetic == Precision.Bf16 ? (string[])["BFLOAT16"] : [],
            string.Create(CultureInfo.InvariantCulture, $"INVOCATIONS {form.Invocations}"),
            string.Create(CultureInfo.InvariantCulture, $"TILE_DEPTH {form.Depth}"),
        ])
        {
            NeedsVulkan13 = true,
        };
}
