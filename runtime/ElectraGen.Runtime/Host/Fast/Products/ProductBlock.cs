using ElectraGen.Runtime.Host.Fast.Vectors;

namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>
/// A block of a product's output. Slice by slice of the depth it packs its columns of the right matrix into panels as wide as a tile,
/// which stay in the cache while the rows of the left one pass.
/// </summary>
/// <remarks>
/// The left matrix is read where it lies if its rows are contiguous, and packed if it is transposed. A sum is the sum of its slices, each
/// taken in order, whatever the grid and the width: the same bits for any number of threads.
/// </remarks>
internal sealed unsafe class ProductBlock<TLanes, TVector>(ProductShape shape, ProductGrid grid)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int TileRows = RegisterTile<TLanes, TVector>.Rows;

    /// <summary>Terms of a slice: a panel and the rows that pass it fit a first-level cache.</summary>
    private const int SliceDepth = 256;

    /// <summary>Rows that pass all panels together: their slice fits a second-level cache.</summary>
    private const int RowsAtOnce = 16 * TileRows;

    private static readonly int TileColumns = RegisterTile<TLanes, TVector>.Columns;

    public void Run(HostCall<float> call)
    {
        (int matrix, int block) = Math.DivRem(call.Part.Index, grid.RowBlocks * grid.ColumnBlocks);
        (int rowBlock, int columnBlock) = Math.DivRem(block, grid.ColumnBlocks);
        Range rows = new HostPart(rowBlock, grid.RowBlocks, call.Part.Memory).ShareOf(shape.Rows, TileRows);
        Range columns = new HostPart(columnBlock, grid.ColumnBlocks, call.Part.Memory).ShareOf(shape.Columns, TileColumns);
        float* packedRight = call.Part.Memory.Numbers;
        float* packedLeft = packedRight + (SliceDepth * ProductGrid.MostColumns);
        fixed (float* left = call.Numbers(0), right = call.Numbers(1), bias = call.Numbers(2), output = call.Numbers(3), activated = call.Numbers(4))
        {
            for (int k = 0; k < shape.Depth; k += SliceDepth)
            {
                Slice slice = new(matrix, k, Math.Min(SliceDepth, shape.Depth - k));
                PackRight(right, slice, columns, packedRight);
                for (int row = rows.Start.Value; row < rows.End.Value; row += RowsAtOnce)
                {
                    Range passing = row..Math.Min(row + RowsAtOnce, rows.End.Value);
                    MultiplyRows(new(left, packedLeft, packedRight), slice, passing, columns, bias, output);
                    if (shape.Activation is { } activation && k + slice.Depth == shape.Depth)
                        Activate(activation, matrix, passing, columns, output, activated);
                }
            }
        }
    }

    private void MultiplyRows(Factors factors, Slice slice, Range rows, Range columns, float* bias, float* output)
    {
        float* tile = stackalloc float[TileRows * TileColumns];
        for (int column = columns.Start.Value; column < columns.End.Value; column += TileColumns)
        {
            float* panel = factors.PackedRight + ((column - columns.Start.Value) * slice.Depth);
            int width = Math.Min(TileColumns, columns.End.Value - column);
            for (int row = rows.Start.Value; row < rows.End.Value; row += TileRows)
            {
                int height = Math.Min(TileRows, rows.End.Value - row);
                float* lying = factors.Left + shape.Left.At(slice.Matrix, row, slice.First);
                if (height == TileRows && !shape.Left.IsTransposed)
                {
                    RegisterTile<TLanes, TVector>.Multiply(lying, shape.Left.RowStride, 1, panel, slice.Depth, tile);
                }
                else
                {
                    float* packed = factors.PackedLeft + ((row - rows.Start.Value) * slice.Depth);
                    if (column == columns.Start.Value)
                        Packing.PackRows(lying, shape.Left, height, TileRows, slice.Depth, packed);
                    RegisterTile<TLanes, TVector>.Multiply(packed, 1, TileRows, panel, slice.Depth, tile);
                }

                TileOutput<TLanes, TVector>.Store(
                    tile, height, width, shape.Scale, slice.First == 0 && shape.HasBias ? bias + column : null,
                    addsOutput: slice.First > 0 || shape.Accumulates,
                    output + shape.Output.At(slice.Matrix, row, column), shape.Output.RowStride);
            }
        }
    }

    private void Activate(Activation activation, int matrix, Range rows, Range columns, float* output, float* activated)
    {
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            int start = shape.Output.At(matrix, row, columns.Start.Value), count = columns.End.Value - columns.Start.Value;
            ActivationVectors.Activate(activation, new(output + start, count), new(activated + start, count));
        }
    }

    private void PackRight(float* right, Slice slice, Range columns, float* packed)
    {
        for (int column = columns.Start.Value; column < columns.End.Value; column += TileColumns)
        {
            int width = Math.Min(TileColumns, columns.End.Value - column);
            float* first = right + shape.Right.At(slice.Matrix, slice.First, column);
            Packing.PackColumns(first, shape.Right, width, TileColumns, slice.Depth, packed);
            packed += TileColumns * slice.Depth;
        }
    }

    /// <summary>A range of the depth of one of the products.</summary>
    private readonly record struct Slice(int Matrix, int First, int Depth);

    private readonly struct Factors(float* left, float* packedLeft, float* packedRight)
    {
        public readonly float* Left = left, PackedLeft = packedLeft, PackedRight = packedRight;
    }
}
