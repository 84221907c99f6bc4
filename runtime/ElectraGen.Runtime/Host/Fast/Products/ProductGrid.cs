namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>
/// How a batch of products is cut into blocks of output, one a part. A block packs its own columns of the right matrix, so columns are cut
/// before rows: rows that are cut pack the same columns again.
/// </summary>
/// <param name="Matrices">Products.</param>
/// <param name="RowBlocks">Blocks of rows of each.</param>
/// <param name="ColumnBlocks">Blocks of columns of each.</param>
internal readonly record struct ProductGrid(int Matrices, int RowBlocks, int ColumnBlocks)
{
    /// <summary>Most columns of a block.</summary>
    public const int MostColumns = 128;

    private const int FewestRows = 96, FewestColumns = 32, PartsPerThread = 4;

    /// <summary>Multiplications of a part that are worth waking somebody for.</summary>
    private const long SmallestPart = 1 << 18;

    /// <summary>Blocks, in all.</summary>
    public int PartCount => Matrices * RowBlocks * ColumnBlocks;

    /// <summary>Enough blocks for all threads, as long as they are worth it.</summary>
    public static ProductGrid For(ProductShape shape, int threadCount)
    {
        int columnBlocks = Blocks(shape.Columns, MostColumns), rowBlocks = 1;
        long work = (long)shape.Rows * shape.Columns * shape.Depth * shape.Matrices;
        long wanted = threadCount == 1 ? 1 : Math.Min((long)threadCount * PartsPerThread, work / SmallestPart);
        if ((long)shape.Matrices * columnBlocks < wanted)
            columnBlocks = (int)Math.Min(wanted / shape.Matrices, Blocks(shape.Columns, FewestColumns));
        columnBlocks = Math.Max(columnBlocks, Blocks(shape.Columns, MostColumns));
        long missing = wanted / ((long)shape.Matrices * columnBlocks);
        if (missing > 1)
            rowBlocks = (int)Math.Min(missing, Blocks(shape.Rows, FewestRows));
        return new(shape.Matrices, rowBlocks, columnBlocks);
    }

    private static int Blocks(int count, int size) => (count + size - 1) / size;
}
