using ElectraGen.Runtime.Host.Kernels;

namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>A dispatch of matrix_product, read once: sizes, strides in floats, and what happens to a sum before it is stored.</summary>
internal sealed record ProductShape
{
    public ProductShape(HostDispatch<float> dispatch)
    {
        Rows = dispatch.Count(0);
        Columns = dispatch.Count(1);
        Depth = dispatch.Count(2);
        Matrices = (int)dispatch.Work.Z;
        int innerCount = dispatch.Count(3);
        Left = new(dispatch.Count(4), dispatch.Count(7), dispatch.Count(8), dispatch.Count(9), innerCount, dispatch.Has(0));
        Right = new(dispatch.Count(5), dispatch.Count(10), dispatch.Count(11), dispatch.Count(12), innerCount, dispatch.Has(1));
        Output = new(dispatch.Count(6), dispatch.Count(13), dispatch.Count(14), dispatch.Count(15), innerCount, IsTransposed: false);
        Scale = BitConverter.UInt32BitsToSingle(dispatch.Constants[16]);
        HasBias = dispatch.Has(2);
        Accumulates = dispatch.Has(3);
        Activation = ActivationKernels<float>.Of(dispatch.Options >> 4);
    }

    public int Rows { get; }

    public int Columns { get; }

    public int Depth { get; }

    public int Matrices { get; }

    public StridedMatrices Left { get; }

    public StridedMatrices Right { get; }

    public StridedMatrices Output { get; }

    public float Scale { get; }

    public bool HasBias { get; }

    public bool Accumulates { get; }

    public Activation? Activation { get; }
}

/// <summary>Where a batch of matrices lies; one that is transposed is stored by its columns.</summary>
internal readonly unsafe record struct StridedMatrices(
    int First, int RowStride, int OuterStride, int InnerStride, int InnerCount, bool IsTransposed)
{
    /// <summary>Index of an element.</summary>
    public int At(int matrix, int row, int column)
    {
        (int outer, int inner) = Math.DivRem(matrix, InnerCount);
        int start = First + (outer * OuterStride) + (inner * InnerStride);
        return start + (IsTransposed ? (column * RowStride) + row : (row * RowStride) + column);
    }

    /// <summary>Rows as the lanes of a strip, from an element on.</summary>
    public Strip Rows(float* start, int matrix, int row, int column) =>
        new(start + At(matrix, row, column), IsTransposed ? 1 : RowStride, IsTransposed ? RowStride : 1);

    /// <summary>Columns as the lanes of a strip, from an element on.</summary>
    public Strip Columns(float* start, int matrix, int row, int column) =>
        new(start + At(matrix, row, column), IsTransposed ? RowStride : 1, IsTransposed ? 1 : RowStride);
}
