using System.Numerics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>All of attention, row by row of probabilities.</summary>
internal static class AttentionKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.Attention, Attention),
        new(KernelCatalog.AttentionBackward, AttentionBackward),
    ];

    private static void Attention(HostCall<T> call)
    {
        AttentionShape shape = AttentionShape.Of(call);
        ReadOnlySpan<T> queryKeyValue = call.Numbers(0);
        Span<T> logSumExp = call.Numbers(3), context = call.Numbers(4), probabilities = new T[shape.Length];
        context.Clear();
        for (int matrix = 0; matrix < call.Work.Z; matrix++)
        {
            ReadOnlySpan<int> mask = shape.MaskOf(matrix, call.Integers(1));
            for (int row = 0; row < shape.Length; row++)
            {
                Scores(queryKeyValue, shape, matrix, row, call.Number(3), probabilities);
                logSumExp[shape.RowOf(matrix, row)] = SoftmaxKernels<T>.Normalize(probabilities, mask, probabilities);
                Span<T> contextRow = context.Slice(shape.ContextAt(matrix, row), shape.HeadSize);
                for (int column = 0; column < shape.Length; column++)
                {
                    T kept = probabilities[column] * DropoutFactor(call, shape, matrix, row, column);
                    VectorLoops<T>.AddScaled(contextRow, kept, queryKeyValue.Slice(shape.ValueAt(matrix, column), shape.HeadSize));
                }
            }
        }
    }

    private static void AttentionBackward(HostCall<T> call)
    {
        AttentionShape shape = AttentionShape.Of(call);
        ReadOnlySpan<T> queryKeyValue = call.Numbers(0), logSumExp = call.Numbers(2), contextGradient = call.Numbers(3);
        Span<T> gradient = call.Numbers(5), probabilities = new T[shape.Length], scoreGradient = new T[shape.Length];
        T scale = call.Number(3);
        gradient.Clear();
        for (int matrix = 0; matrix < call.Work.Z; matrix++)
        {
            ReadOnlySpan<int> mask = shape.MaskOf(matrix, call.Integers(1));
            for (int row = 0; row < shape.Length; row++)
            {
                Scores(queryKeyValue, shape, matrix, row, scale, probabilities);
                SoftmaxKernels<T>.Exponentials(probabilities, mask, logSumExp[shape.RowOf(matrix, row)], probabilities);
                ReadOnlySpan<T> contextRow = contextGradient.Slice(shape.ContextAt(matrix, row), shape.HeadSize);
                T expectation = T.Zero;
                for (int column = 0; column < shape.Length; column++)
                {
                    ReadOnlySpan<T> value = queryKeyValue.Slice(shape.ValueAt(matrix, column), shape.HeadSize);
                    scoreGradient[column] = VectorLoops<T>.Dot(contextRow, value) * DropoutFactor(call, shape, matrix, row, column);
                    expectation += probabilities[column] * scoreGradient[column];
                }

                int query = shape.QueryAt(matrix, row);
                for (int column = 0; column < shape.Length; column++)
                {
                    int key = shape.KeyAt(matrix, column);
                    T ofScore = scale * probabilities[column] * (scoreGradient[column] - expectation);
                    T kept = probabilities[column] * DropoutFactor(call, shape, matrix, row, column);
                    Add(gradient, query, ofScore, queryKeyValue.Slice(key, shape.HeadSize));
                    Add(gradient, key, ofScore, queryKeyValue.Slice(query, shape.HeadSize));
                    Add(gradient, shape.ValueAt(matrix, column), kept, contextRow);
                }
            }
        }
    }

    /// <summary>to[n] = scale · query(row) · key(n).</summary>
    private static void Scores(ReadOnlySpan<T> queryKeyValue, AttentionShape shape, int matrix, int row, T scale, Span<T> to)
    {
        ReadOnlySpan<T> query = queryKeyValue.Slice(shape.QueryAt(matrix, row), shape.HeadSize);
        for (int column = 0; column < shape.Length; column++)
            to[column] = scale * VectorLoops<T>.Dot(query, queryKeyValue.Slice(shape.KeyAt(matrix, column), shape.HeadSize));
    }

    private static void Add(Span<T> gradient, int first, T factor, ReadOnlySpan<T> values) =>
        VectorLoops<T>.AddScaled(gradient.Slice(first, values.Length), factor, values);

    private static T DropoutFactor(HostCall<T> call, AttentionShape shape, int matrix, int row, int column)
    {
        (int sequence, int head) = Math.DivRem(matrix, shape.Heads);
        return call.Has(0)
            ? new DropoutFactors<T>(call.Scalars, call.Word(4), call.Number(5), call.Word(6)).Of(sequence, (((head * shape.Length) + row) * shape.Length) + column)
            : T.One;
    }
}
