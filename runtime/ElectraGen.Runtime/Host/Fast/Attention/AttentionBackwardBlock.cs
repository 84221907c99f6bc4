using ElectraGen.Runtime.Host.Fast.Products;
using ElectraGen.Runtime.Host.Fast.Vectors;
using ElectraGen.Runtime.Host.Kernels;

namespace ElectraGen.Runtime.Host.Fast.Attention;

/// <summary>
/// The derivative of attention over one head: probabilities and the gradients of scores are made a few rows at a time, and what they add to
/// the gradients of all keys and values is added before the next ones.
/// </summary>
internal sealed unsafe class AttentionBackwardBlock<TLanes, TVector>(AttentionShape shape)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly AttentionMemory layout = new(shape.Length, shape.HeadSize, HeadProduct<TLanes, TVector>.TileColumns);

    public void Run(HostCall<float> call)
    {
        int matrix = call.Part.Index, length = shape.Length, headSize = shape.HeadSize;
        float scale = call.Number(3);
        AttentionPlaces places = layout.In(call.Part.Memory);
        Strip probabilities = new(places.Probabilities, length, 1), scoreGradients = new(places.Gradients, length, 1);
        fixed (float* queryKeyValue = call.Numbers(0), contextGradient = call.Numbers(3), gradient = call.Numbers(5))
        {
            Strip query = Rows(queryKeyValue + shape.QueryAt(matrix, 0)), key = Rows(queryKeyValue + shape.KeyAt(matrix, 0));
            Strip value = Rows(queryKeyValue + shape.ValueAt(matrix, 0));
            Strip context = new(contextGradient + shape.ContextAt(matrix, 0), shape.Hidden, 1);
            SliceStrips keys = HeadProduct<TLanes, TVector>.Pack(key, length, headSize, places.Keys);
            SliceStrips values = HeadProduct<TLanes, TVector>.Pack(value, length, headSize, places.Values);
            for (int row = 0; row < length; row += layout.RowsAtOnce)
            {
                int count = Math.Min(layout.RowsAtOnce, length - row);
                Passage rowsByKeys = new(count, length, headSize), rowsByNumbers = new(count, headSize, length), keysByNumbers = new(length, headSize, count);
                HeadProduct<TLanes, TVector>.Multiply(query.From(row), rowsByKeys, keys, Scratch(scale, places.Probabilities), places);
                HeadProduct<TLanes, TVector>.Multiply(context.From(row), rowsByKeys, values, Scratch(1, places.Gradients), places);
                Differentiate(call, matrix, row, count, places);

                TileTarget ofQuery = Gradient(scale, gradient + shape.QueryAt(matrix, row), adds: false);
                TileTarget ofKey = Gradient(scale, gradient + shape.KeyAt(matrix, 0), adds: row > 0);
                TileTarget ofValue = Gradient(1, gradient + shape.ValueAt(matrix, 0), adds: row > 0);
                HeadProduct<TLanes, TVector>.Multiply(scoreGradients, rowsByNumbers, Transposed(key), ofQuery, places);
                HeadProduct<TLanes, TVector>.Multiply(Transposed(scoreGradients), keysByNumbers, Transposed(query.From(row)), ofKey, places);
                HeadProduct<TLanes, TVector>.Multiply(Transposed(probabilities), keysByNumbers, Transposed(context.From(row)), ofValue, places);
            }
        }
    }

    private static Strip Transposed(Strip strip) => new(strip.First, strip.DepthStride, strip.LaneStride);

    private Strip Rows(float* first) => new(first, shape.RowStride, 1);

    private TileTarget Scratch(float scale, float* rows) => new(scale, null, addsOutput: false, rows, shape.Length);

    private TileTarget Gradient(float scale, float* rows, bool adds) => new(scale, null, adds, rows, shape.RowStride);

    private void Differentiate(HostCall<float> call, int matrix, int firstRow, int count, in AttentionPlaces places)
    {
        ReadOnlySpan<int> mask = shape.MaskOf(matrix, call.Integers(1));
        ReadOnlySpan<float> logSumExp = call.Numbers(2);
        AttentionDropout dropout = new(call, shape, matrix);
        for (int row = 0; row < count; row++)
        {
            int start = row * shape.Length;
            Span<float> probabilities = new(places.Probabilities + start, shape.Length), gradients = new(places.Gradients + start, shape.Length);
            SoftmaxVectors.Probabilities(probabilities, mask, logSumExp[shape.RowOf(matrix, firstRow + row)], probabilities);
            SoftmaxVectors.Backward(dropout.Vectors, dropout.Draw(firstRow + row, places.Words), probabilities, gradients);
        }
    }
}
