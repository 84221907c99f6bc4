using ElectraGen.Runtime.Host.Fast.Products;
using ElectraGen.Runtime.Host.Fast.Vectors;
using ElectraGen.Runtime.Host.Kernels;

namespace ElectraGen.Runtime.Host.Fast.Attention;

/// <summary>
/// Attention of some rows of one head. A few rows of probabilities at a time are made, used and forgotten while they are in the cache.
/// </summary>
internal sealed unsafe class AttentionBlock<TLanes, TVector>(AttentionShape shape, int rowBlocks)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly AttentionMemory layout = new(shape.Length, shape.HeadSize, HeadProduct<TLanes, TVector>.TileColumns);

    public void Run(HostCall<float> call)
    {
        (int matrix, int block) = Math.DivRem(call.Part.Index, rowBlocks);
        Range rows = new HostPart(block, rowBlocks, call.Part.Memory).ShareOf(shape.Length, AttentionMemory.TileRows);
        AttentionPlaces places = layout.In(call.Part.Memory);
        fixed (float* queryKeyValue = call.Numbers(0), context = call.Numbers(4))
        {
            Strip query = Rows(queryKeyValue + shape.QueryAt(matrix, 0)), key = Rows(queryKeyValue + shape.KeyAt(matrix, 0));
            Strip value = new(queryKeyValue + shape.ValueAt(matrix, 0), 1, shape.RowStride);
            SliceStrips keys = HeadProduct<TLanes, TVector>.Pack(key, shape.Length, shape.HeadSize, places.Keys);
            for (int row = rows.Start.Value; row < rows.End.Value; row += layout.RowsAtOnce)
            {
                int count = Math.Min(layout.RowsAtOnce, rows.End.Value - row);
                TileTarget scores = new(call.Number(3), null, addsOutput: false, places.Probabilities, shape.Length);
                HeadProduct<TLanes, TVector>.Multiply(query.From(row), new(count, shape.Length, shape.HeadSize), keys, scores, places);
                Normalize(call, matrix, row, count, places);
                TileTarget contextRows = new(1, null, addsOutput: false, context + shape.ContextAt(matrix, row), shape.Hidden);
                HeadProduct<TLanes, TVector>.Multiply(
                    new(places.Probabilities, shape.Length, 1), new(count, shape.HeadSize, shape.Length), value, contextRows, places);
            }
        }
    }

    private Strip Rows(float* first) => new(first, shape.RowStride, 1);

    private void Normalize(HostCall<float> call, int matrix, int firstRow, int count, in AttentionPlaces places)
    {
        ReadOnlySpan<int> mask = shape.MaskOf(matrix, call.Integers(1));
        Span<float> logSumExp = call.Numbers(3);
        AttentionDropout dropout = new(call, shape, matrix);
        for (int row = 0; row < count; row++)
        {
            Span<float> probabilities = new(places.Probabilities + (row * shape.Length), shape.Length);
            (float factor, logSumExp[shape.RowOf(matrix, firstRow + row)]) = SoftmaxVectors.Exponentials(probabilities, mask, probabilities);
            dropout.Vectors.Keep(dropout.Draw(firstRow + row, places.Words), factor, probabilities, probabilities);
        }
    }
}
