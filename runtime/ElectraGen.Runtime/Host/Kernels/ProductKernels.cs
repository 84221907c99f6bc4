using System.Numerics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>Matrix products.</summary>
internal static class ProductKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All => [new(KernelCatalog.MatrixProduct, MatrixProduct)];

    private static void MatrixProduct(HostCall<T> call)
    {
        ReadOnlySpan<T> left = call.Numbers(0), right = call.Numbers(1), bias = call.Numbers(2);
        Span<T> output = call.Numbers(3), activated = call.Numbers(4);
        int rows = call.Count(0), columns = call.Count(1), depth = call.Count(2), innerCount = call.Count(3);
        int leftFirst = call.Count(4), rightFirst = call.Count(5), outputFirst = call.Count(6);
        int leftRowStride = call.Count(7), leftOuterStride = call.Count(8), leftInnerStride = call.Count(9);
        int rightRowStride = call.Count(10), rightOuterStride = call.Count(11), rightInnerStride = call.Count(12);
        int outputRowStride = call.Count(13), outputOuterStride = call.Count(14), outputInnerStride = call.Count(15);
        T scale = call.Number(16);
        bool transposesLeft = call.Has(0), transposesRight = call.Has(1), hasBias = call.Has(2), accumulates = call.Has(3);
        Activation? activation = ActivationKernels<T>.Of(call.Options >> 4);

        for (int matrix = 0; matrix < call.Work.Z; matrix++)
        {
            (int outer, int inner) = Math.DivRem(matrix, innerCount);
            int leftStart = leftFirst + (outer * leftOuterStride) + (inner * leftInnerStride);
            int rightStart = rightFirst + (outer * rightOuterStride) + (inner * rightInnerStride);
            Matrix leftMatrix = new(left[leftStart..], leftRowStride, transposesLeft);
            Matrix rightMatrix = new(right[rightStart..], rightRowStride, transposesRight);
            for (int row = 0; row < rows; row++)
            {
                int outputStart = outputFirst + (outer * outputOuterStride) + (inner * outputInnerStride) + (row * outputRowStride);
                Span<T> outputRow = output.Slice(outputStart, columns);
                if (!accumulates)
                    outputRow.Clear();
                if (hasBias)
                    VectorLoops<T>.AddScaled(outputRow, T.One, bias[..columns]);
                AddProductRow(outputRow, leftMatrix, rightMatrix, row, depth, scale);
                if (activation is not null)
                    Activate(activation.Value, outputRow, activated.Slice(outputStart, columns));
            }
        }
    }

    /// <summary>outputRow[n] += scale · Σk left(row, k) · right(k, n), along the direction in which right is stored.</summary>
    private static void AddProductRow(Span<T> outputRow, Matrix left, Matrix right, int row, int depth, T scale)
    {
        if (!right.IsTransposed)
        {
            for (int k = 0; k < depth; k++)
                VectorLoops<T>.AddScaled(outputRow, scale * left.At(row, k), right.StoredRow(k, outputRow.Length));
        }
        else if (!left.IsTransposed)
        {
            for (int column = 0; column < outputRow.Length; column++)
                outputRow[column] += scale * VectorLoops<T>.Dot(left.StoredRow(row, depth), right.StoredRow(column, depth));
        }
        else
        {
            for (int column = 0; column < outputRow.Length; column++)
            {
                T sum = T.Zero;
                for (int k = 0; k < depth; k++)
                    sum += left.At(row, k) * right.At(k, column);
                outputRow[column] += scale * sum;
            }
        }
    }

    private static void Activate(Activation activation, ReadOnlySpan<T> outputRow, Span<T> activatedRow)
    {
        for (int column = 0; column < outputRow.Length; column++)
            activatedRow[column] = ActivationKernels<T>.Value(activation, outputRow[column]);
    }

    /// <summary>A matrix whose stored rows are its rows, or its columns if it is transposed.</summary>
    private readonly ref struct Matrix(ReadOnlySpan<T> elements, int rowStride, bool isTransposed)
    {
        private readonly ReadOnlySpan<T> elements = elements;

        public bool IsTransposed => isTransposed;

        public T At(int row, int column) =>
            isTransposed ? elements[(column * rowStride) + row] : elements[(row * rowStride) + column];

        public ReadOnlySpan<T> StoredRow(int index, int length) => elements.Slice(index * rowStride, length);
    }
}
