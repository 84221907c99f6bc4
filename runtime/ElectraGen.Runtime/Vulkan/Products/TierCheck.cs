using System.Globalization;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>
/// The first use of a tier of 16 bits: a small product of random numbers, with edges, is held against sums in double precision. What a
/// driver says of its tensor cores is not always what they do.
/// </summary>
internal sealed class TierCheck(LogicalDevice device, KernelPipelines pipelines)
{
    private const int Left = 0, Right = 1, Bias = 2, Output = 3, Quad = 4, Matrices = 2;

    /// <summary>So little rounding a term and an addition leave, whether they round or cut: a unit of the last of 24 bits.</summary>
    private static readonly double SumUnit = Math.ScaleB(1, -23);

    /// <summary>A sentence on what is wrong, or null.</summary>
    /// <param name="arithmetic">The tier's.</param>
    /// <param name="options">The call's.</param>
    /// <param name="variant">The tile and the alignment.</param>
    public string? Complaint(Precision arithmetic, uint options, ProductVariant variant)
    {
        try
        {
            return Deviation(arithmetic, options, variant);
        }
        catch (ElectraGenException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>The same of a tier's first tile, in every layout.</summary>
    public string? Complaint(MatrixTier tier)
    {
        const uint Layouts = KernelCalls.TransposeLeft | KernelCalls.TransposeRight;
        for (uint layout = 0; layout <= Layouts; layout++)
        {
            if (Complaint(tier.Arithmetic, layout, new ProductVariant(tier.Tiles[0])) is { } complaint)
                return complaint;
        }
        return null;
    }

    private string? Deviation(Precision arithmetic, uint options, ProductVariant variant)
    {
        ComputePipeline pipeline = pipelines.Get(KernelCatalog.MatrixProduct, options, narrow: 0, variant);
        using ProductRun run = new(device, SizeFor(options, variant), MemoryPlace.Host);
        ProductSize size = run.Size;
        Random random = new(1);
        foreach ((int operand, long count) in ((int, long)[])[(Left, size.LeftCount), (Right, size.RightCount), (Bias, size.Columns), (Output, size.OutputCount)])
        {
            foreach (ref float element in run.Elements(operand, count))
                element = (2 * random.NextSingle()) - 1;
        }
        float[] before = run.Elements(Output, size.OutputCount).ToArray();
        run.Run(pipeline, variant.Tile, times: 1);

        double worst = 0;
        for (int i = 0; i < size.OutputCount; i++)
        {
            (double expected, double bound) = Expected(run, arithmetic, options, i, before[i]);
            double error = Math.Abs(run.Elements(Output, size.OutputCount)[i] - expected) / bound;
            // Not a number is as bad as infinity
            worst = Math.Max(worst, double.IsNaN(error) ? double.PositiveInfinity : error);
        }
        return worst <= 1 ? null : string.Create(CultureInfo.InvariantCulture, $"its results are off by {worst:G3} times what its arithmetic allows");
    }

    /// <summary>More than a tile in both directions; lines end with a quad only where that was promised.</summary>
    private static ProductSize SizeFor(uint options, ProductVariant variant)
    {
        bool transposesLeft = (options & KernelCalls.TransposeLeft) != 0, transposesRight = (options & KernelCalls.TransposeRight) != 0;
        long rows = variant.Tile.Rows + 5, columns = variant.Tile.Columns + 9, depth = 51;
        if (variant.IsLeftAligned && transposesLeft)
            rows = WholeQuads(rows);
        if (variant.IsRightAligned && !transposesRight)
            columns = WholeQuads(columns);
        if ((variant.IsLeftAligned && !transposesLeft) || (variant.IsRightAligned && transposesRight))
            depth = WholeQuads(depth);
        return new ProductSize(transposesLeft, transposesRight, rows, columns, depth, Matrices);
    }

    private static long WholeQuads(long count) => (count + Quad - 1) / Quad * Quad;

    private static (double Expected, double Bound) Expected(ProductRun run, Precision arithmetic, uint options, int index, double before)
    {
        ProductSize size = run.Size;
        (long matrix, long place) = Math.DivRem(index, size.Rows * size.Columns);
        (long row, long column) = Math.DivRem(place, size.Columns);
        ReadOnlySpan<float> left = run.Elements(Left, size.LeftCount)[(int)(matrix * size.Rows * size.Depth)..];
        ReadOnlySpan<float> right = run.Elements(Right, size.RightCount)[(int)(matrix * size.Depth * size.Columns)..];
        double sum = 0, magnitude = 0;
        for (long k = 0; k < size.Depth; k++)
        {
            double term = (double)left[(int)(size.TransposesLeft ? (k * size.Rows) + row : (row * size.Depth) + k)]
                * right[(int)(size.TransposesRight ? (column * size.Depth) + k : (k * size.Columns) + column)];
            sum += term;
            magnitude += Math.Abs(term);
        }

        double element = ElementRounding.UnitOf(arithmetic);
        double bound = magnitude * ((2 * element) + (element * element) + (size.Depth * SumUnit));
        double bias = (options & KernelCalls.HasBias) != 0 ? run.Elements(Bias, size.Columns)[(int)column] : 0;
        double accumulated = (options & KernelCalls.Accumulate) != 0 ? before : 0;
        return (sum + bias + accumulated, bound + (SumUnit * (magnitude + Math.Abs(bias) + Math.Abs(accumulated))));
    }
}
