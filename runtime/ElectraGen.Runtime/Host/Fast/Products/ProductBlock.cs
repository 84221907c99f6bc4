using ElectraGen.Runtime.Host.Fast.Vectors;

namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>
/// A block of a product's output. Slice by slice of the depth it packs its columns of the right matrix into panels as wide as a tile,
/// which stay in the second-level cache while the rows of the left one pass, some at a time.
/// </summary>
/// <remarks>
/// A sum is the sum of its slices, each taken in order, whatever the grid and the width: the same bits for any number of threads.
/// </remarks>
internal sealed unsafe class ProductBlock<TLanes, TVector>(ProductShape shape, ProductGrid grid)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int TileRows = RegisterTile<TLanes, TVector>.Rows;

    /// <summary>Terms of a slice: a panel and the rows that pass it fit a first-level cache.</summary>
    private const int SliceDepth = 256;

    /// <summary>Rows that pass all panels together.</summary>
    private const int RowsAtOnce = 16 * TileRows;

    /// <summary>Strips of the other matrix that have to pass a strip before it is worth packing.</summary>
    private const int PassesWorthPacking = 12;

    /// <summary>Floats from a row to the next, from which on the rows of a strip are in each other's way in a first-level cache.</summary>
    private const int ColludingStride = 1024;

    private static int TileColumns => RegisterTile<TLanes, TVector>.Columns;

    public void Run(HostCall<float> call)
    {
        (int matrix, int block) = Math.DivRem(call.Part.Index, grid.RowBlocks * grid.ColumnBlocks);
        (int rowBlock, int columnBlock) = Math.DivRem(block, grid.ColumnBlocks);
        Range rows = new HostPart(rowBlock, grid.RowBlocks, call.Part.Memory).ShareOf(shape.Rows, TileRows);
        Range columns = new HostPart(columnBlock, grid.ColumnBlocks, call.Part.Memory).ShareOf(shape.Columns, TileColumns);
        int rowCount = rows.End.Value - rows.Start.Value, columnCount = columns.End.Value - columns.Start.Value;
        float* packedRight = call.Part.Memory.Numbers, packedLeft = packedRight + (SliceDepth * ProductGrid.MostColumns);
        bool packsRight = shape.Right.IsTransposed || rowCount > PassesWorthPacking * TileRows;
        bool packsLeft = columnCount > PassesWorthPacking * TileColumns && (shape.Left.IsTransposed || shape.Left.RowStride >= ColludingStride);
        fixed (float* left = call.Numbers(0), right = call.Numbers(1), bias = call.Numbers(2), output = call.Numbers(3), activated = call.Numbers(4))
        {
            for (int k = 0; k < shape.Depth; k += SliceDepth)
            {
                int depth = Math.Min(SliceDepth, shape.Depth - k);
                bool isFirst = k == 0, isLast = k + depth == shape.Depth;
                SliceStrips panels = new(
                    shape.Right.Columns(right, matrix, k, columns.Start.Value), columnCount, TileColumns, depth, packsRight, packedRight);
                panels.Pack();
                for (int row = rows.Start.Value; row < rows.End.Value; row += RowsAtOnce)
                {
                    int passing = Math.Min(RowsAtOnce, rows.End.Value - row);
                    SliceStrips strips = new(shape.Left.Rows(left, matrix, row, k), passing, TileRows, depth, packsLeft, packedLeft);
                    strips.Pack();
                    Passage passage = new(passing, columnCount, depth);
                    int first = shape.Output.At(matrix, row, columns.Start.Value);
                    TileTarget target = new(
                        shape.Scale, isFirst && shape.HasBias ? bias + columns.Start.Value : null, addsOutput: !isFirst || shape.Accumulates,
                        output + first, shape.Output.RowStride);
                    PanelProduct<TLanes, TVector>.Multiply(passage, strips, panels, target);
                    if (shape.Activation is { } activation && isLast)
                        Activate(activation, passage, output + first, activated + first);
                }
            }
        }
    }

    private void Activate(Activation activation, Passage passage, float* output, float* activated)
    {
        for (int row = 0; row < passage.Rows; row++)
        {
            int start = row * shape.Output.RowStride;
            ActivationVectors.Activate(activation, new(output + start, passage.Columns), new(activated + start, passage.Columns));
        }
    }
}
