using System.Numerics;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>Sizes of an attention, and where the rows of its matrices begin; a matrix is a head of a sequence.</summary>
/// <param name="Length">Tokens of a sequence.</param>
/// <param name="Heads">Heads of a token.</param>
/// <param name="HeadSize">Numbers of a head.</param>
internal readonly record struct AttentionShape(int Length, int Heads, int HeadSize)
{
    private const int Parts = 3;

    /// <summary>Numbers of a token's context.</summary>
    public int Hidden => Heads * HeadSize;

    /// <summary>Numbers of a token's query, key and value.</summary>
    public int RowStride => Parts * Hidden;

    public static AttentionShape Of<T>(HostDispatch<T> dispatch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(dispatch.Count(0), dispatch.Count(1), dispatch.Count(2));

    public static AttentionShape Of<T>(HostCall<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(call.Count(0), call.Count(1), call.Count(2));

    /// <summary>A row among the rows of all matrices.</summary>
    public int RowOf(int matrix, int row) => (matrix * Length) + row;

    public int QueryAt(int matrix, int row) => PartAt(matrix, row, 0);

    public int KeyAt(int matrix, int row) => PartAt(matrix, row, 1);

    public int ValueAt(int matrix, int row) => PartAt(matrix, row, 2);

    public int ContextAt(int matrix, int row) => (TokenOf(matrix, row) * Hidden) + (matrix % Heads * HeadSize);

    public ReadOnlySpan<int> MaskOf(int matrix, ReadOnlySpan<int> attentionMask) => attentionMask.Slice(matrix / Heads * Length, Length);

    private int TokenOf(int matrix, int row) => (matrix / Heads * Length) + row;

    private int PartAt(int matrix, int row, int part) =>
        (TokenOf(matrix, row) * RowStride) + (part * Hidden) + (matrix % Heads * HeadSize);
}
