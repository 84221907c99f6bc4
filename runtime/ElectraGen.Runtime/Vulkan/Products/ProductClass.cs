using System.Globalization;
using System.Numerics;

namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>Products that get the same tile: of one layout and arithmetic, and of sizes up to the same powers of two.</summary>
/// <param name="Name">For example <c>fp32 NT 2048x128x128x1</c>: arithmetic, N or T for left and right, rows, columns, depth, matrices.</param>
internal readonly record struct ProductClass(string Name)
{
    public static ProductClass Of(ProductSize size, Precision arithmetic) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{arithmetic.NameOf()} {Layout(size.TransposesLeft)}{Layout(size.TransposesRight)} {Ceiling(size.Rows)}x{Ceiling(size.Columns)}x{Ceiling(size.Depth)}x{Ceiling(size.Count)}"));

    private static char Layout(bool isTransposed) => isTransposed ? 'T' : 'N';

    private static ulong Ceiling(long size) => BitOperations.RoundUpToPowerOf2((ulong)size);
}
