namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>The shape of a product whose matrices lie close together.</summary>
/// <param name="TransposesLeft">left is stored (depth, rows).</param>
/// <param name="TransposesRight">right is stored (columns, depth).</param>
/// <param name="Rows">Rows of the output.</param>
/// <param name="Columns">Columns of the output.</param>
/// <param name="Depth">Terms of a sum.</param>
/// <param name="Count">Matrices.</param>
internal readonly record struct ProductSize(bool TransposesLeft, bool TransposesRight, long Rows, long Columns, long Depth, long Count)
{
    private const long Alignment = 16;

    public long LeftCount => Rows * Depth * Count;

    public long RightCount => Depth * Columns * Count;

    public long OutputCount => Rows * Columns * Count;

    /// <summary>Floating-point operations.</summary>
    public double Flops => 2.0 * Rows * Columns * Depth * Count;

    /// <summary>Bytes of its matrices.</summary>
    public long Bytes => (LeftCount + RightCount + OutputCount) * sizeof(float);

    /// <summary>Bytes up to the next operand.</summary>
    public static long Padded(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    /// <summary>The constants of such a call of matrix_product, scaled by one.</summary>
    public uint[] Constants()
    {
        uint rows = (uint)Rows, columns = (uint)Columns, depth = (uint)Depth;
        return
        [
            rows, columns, depth, 1, 0, 0, 0,
            TransposesLeft ? rows : depth, rows * depth, 0,
            TransposesRight ? depth : columns, depth * columns, 0,
            columns, rows * columns, 0,
            BitConverter.SingleToUInt32Bits(1),
        ];
    }
}
