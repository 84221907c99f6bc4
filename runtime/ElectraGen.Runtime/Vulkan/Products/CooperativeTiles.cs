using System.Globalization;

namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>The tier for tensor cores by VK_KHR_cooperative_matrix: groups stage the operands in 16 bits, subgroups multiply.</summary>
internal static class CooperativeTiles
{
    public const string Name = "cooperative-matrix";

    /// <summary>Elements that the shader moves at a time.</summary>
    private const int Octet = 8;

    /// <summary>A tile, and the part of it that a subgroup has.</summary>
    private static readonly (int Rows, int Columns, int Depth, int PartRows, int PartColumns)[] Forms =
    [
        (64, 64, 32, 32, 32), (128, 128, 32, 64, 32), (128, 64, 32, 32, 32), (32, 32, 32, 16, 16),
    ];

    /// <summary>With the tiles that a device has room for; null where its matrices fit into none.</summary>
    /// <param name="arithmetic">What elements are rounded to.</param>
    /// <param name="shapes">The driver's matrices.</param>
    /// <param name="subgroupSize">Invocations of a subgroup.</param>
    /// <param name="limits">How large a group may be.</param>
    /// <param name="isCpu">CPU drivers write every multiplication out and take half a minute for a large part, so they get the smallest.</param>
    public static MatrixTier? Create(Precision arithmetic, IEnumerable<CooperativeShape> shapes, int subgroupSize, GroupLimits limits, bool isCpu)
    {
        foreach (CooperativeShape shape in shapes.Where(shape => shape.Arithmetic == arithmetic))
        {
            MatrixTile[] tiles = [.. (isCpu ? Forms[^1..] : Forms).Where(form => Fits(form, shape)).Select(form => Create(form, shape, subgroupSize)).Where(limits.Allow)];
            if (tiles.Length > 0)
                return new MatrixTier(Name, arithmetic, string.Create(CultureInfo.InvariantCulture, $"subgroups multiply {shape.Rows}x{shape.Columns}x{shape.Depth}"), tiles);
        }
        return null;
    }

    private static bool Fits((int Rows, int Columns, int Depth, int PartRows, int PartColumns) form, CooperativeShape shape) =>
        form.PartRows % shape.Rows == 0 && form.PartColumns % shape.Columns == 0 && form.Depth % shape.Depth == 0
        && shape.Rows % Octet == 0 && shape.Columns % Octet == 0 && shape.Depth % Octet == 0;

    private static MatrixTile Create((int Rows, int Columns, int Depth, int PartRows, int PartColumns) form, CooperativeShape shape, int subgroupSize)
    {
        int subgroups = form.Rows / form.PartRows * (form.Columns / form.PartColumns);
        // Lines along the depth take the most, an octet more than their elements; at the end every subgroup puts a row of matrices there
        int stagedBytes = (form.Rows + form.Columns) * (form.Depth + Octet) * sizeof(ushort);
        int finishedBytes = subgroups * shape.Rows * form.PartColumns * sizeof(float);
        return new MatrixTile(form.Rows, form.Columns, subgroups * subgroupSize, Math.Max(stagedBytes, finishedBytes),
        [
            "TIER_COOPERATIVE",
            .. shape.Arithmetic == Precision.Bf16 ? (string[])["BFLOAT16"] : [],
            string.Create(CultureInfo.InvariantCulture, $"SUBGROUP_SIZE {subgroupSize}"),
            string.Create(CultureInfo.InvariantCulture, $"TILE_DEPTH {form.Depth}"),
            string.Create(CultureInfo.InvariantCulture, $"PART_ROWS {form.PartRows}"),
            string.Create(CultureInfo.InvariantCulture, $"PART_COLUMNS {form.PartColumns}"),
            string.Create(CultureInfo.InvariantCulture, $"MATRIX_ROWS {shape.Rows}"),
            string.Create(CultureInfo.InvariantCulture, $"MATRIX_COLUMNS {shape.Columns}"),
            string.Create(CultureInfo.InvariantCulture, $"MATRIX_DEPTH {shape.Depth}"),
        ])
        {
            LoadsQuads = true,
            SubgroupSize = subgroupSize,
        };
    }
}
