namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>
/// How a batch of products is cut into blocks of output, one a part. A block packs its own rows and columns, so blocks that are as high as
/// they are wide pack least.
/// </summary>
/// <param name="Matrices">Products.</param>
/// <param name="RowBlocks">Blocks of rows of each.</param>
/// <param name="ColumnBlocks">Blocks of columns of each.</param>
internal readonly record struct ProductGrid(int Matrices, int RowBlocks, int ColumnBlocks)
{
    /// <summary>Most columns of a block.</summary>
    public const int MostColumns = 256;

    private const int FewestRows = 24, FewestColumns = 32, PartsPerThread = 3;

    /// <summary>Multiplications of a part that are worth waking somebody for.</summary>
    private const long SmallestPart = 1 << 18;

    /// <summary>Blocks, in all.</summary>
    public int PartCount => Matrices * RowBlocks * ColumnBlocks;

    /// <summary>Enough blocks for all threads, as long as they are worth it.</summary>
    public static ProductGrid For(ProductShape shape, int threadCount)
    {
        long work = (long)shape.Rows * shape.Columns * shape.Depth * shape.Matrices;
        long wanted = threadCount == 1 ? 1 : Math.Min((long)threadCount * PartsPerThread, work / SmallestPart);
        ProductGrid grid = new(shape.Matrices, 1, (shape.Columns + MostColumns - 1) / MostColumns);
        while (grid.PartCount < wanted)
        {
            int height = shape.Rows / (grid.RowBlocks + 1), width = shape.Columns / (grid.ColumnBlocks + 1);
            if (height >= width && height >= FewestRows)
                grid = grid with { RowBlocks = grid.RowBlocks + 1 };
            else if (width >= FewestColumns)
                grid = grid with { ColumnBlocks = grid.ColumnBlocks + 1 };
            else if (height >= FewestRows)
                grid = grid with { RowBlocks = grid.RowBlocks + 1 };
            else
                break;
        }

        return grid;
    }
}
