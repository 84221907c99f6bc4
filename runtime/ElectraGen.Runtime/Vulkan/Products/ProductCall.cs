using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>A call of <see cref="KernelCatalog.MatrixProduct"/>, read back from its options and constants.</summary>
internal readonly ref struct ProductCall(uint options, ReadOnlySpan<uint> constants)
{
    private const int RowsAt = 0, ColumnsAt = 1, DepthAt = 2, LeftFirstAt = 4, RightFirstAt = 5, LeftStridesAt = 7, RightStridesAt = 10;
    private const int QuadBytes = 16;
    private const uint Quad = 4;

    private readonly ReadOnlySpan<uint> constants = constants;

    public bool TransposesLeft { get; } = (options & KernelCalls.TransposeLeft) != 0;

    public bool TransposesRight { get; } = (options & KernelCalls.TransposeRight) != 0;

    public uint Rows => constants[RowsAt];

    public uint Columns => constants[ColumnsAt];

    public uint Depth => constants[DepthAt];

    /// <summary>Its shape, as many matrices as it has work for.</summary>
    public ProductSize SizeOf(WorkSize work) => new(TransposesLeft, TransposesRight, Rows, Columns, Depth, work.Z);

    /// <summary>Whether four neighbours of left lie at a multiple of sixteen bytes everywhere, and none of the four past a line's end.</summary>
    public bool IsLeftAligned(ulong address) =>
        IsAligned(address, TransposesLeft ? Rows : Depth, constants[LeftFirstAt], constants.Slice(LeftStridesAt, 3));

    /// <summary>The same of right.</summary>
    public bool IsRightAligned(ulong address) =>
        IsAligned(address, TransposesRight ? Depth : Columns, constants[RightFirstAt], constants.Slice(RightStridesAt, 3));

    private static bool IsAligned(ulong address, uint lineLength, uint first, ReadOnlySpan<uint> strides) =>
        address % QuadBytes == 0 && ((lineLength | first | strides[0] | strides[1] | strides[2]) % Quad) == 0;
}
