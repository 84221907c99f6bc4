using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>Copies strips of a matrix so that a tile's elements of one k lie side by side; what a strip lacks in width is 0.</summary>
internal static unsafe class Packing
{
    private const int Square = 4;

    /// <summary>packed[k, row] = matrix(row, k), for <paramref name="rowCount"/> rows of a strip <paramref name="stripWidth"/> wide.</summary>
    public static void PackRows(float* first, StridedMatrices matrix, int rowCount, int stripWidth, int depth, float* packed)
    {
        if (matrix.IsTransposed)
            CopyStrip(first, matrix.RowStride, rowCount, stripWidth, depth, packed);
        else
            TransposeStrip(first, matrix.RowStride, rowCount, stripWidth, depth, packed);
    }

    /// <summary>packed[k, column] = matrix(k, column).</summary>
    public static void PackColumns(float* first, StridedMatrices matrix, int columnCount, int stripWidth, int depth, float* packed)
    {
        if (matrix.IsTransposed)
            TransposeStrip(first, matrix.RowStride, columnCount, stripWidth, depth, packed);
        else
            CopyStrip(first, matrix.RowStride, columnCount, stripWidth, depth, packed);
    }

    /// <summary>The strip's elements of a k are contiguous.</summary>
    private static void CopyStrip(float* source, int stride, int width, int stripWidth, int depth, float* packed)
    {
        for (int k = 0; k < depth; k++)
        {
            int place = 0;
            for (; place <= width - Square; place += Square)
                Vector128.Load(source + place).Store(packed + place);
            for (; place < width; place++)
                packed[place] = source[place];
            for (; place < stripWidth; place++)
                packed[place] = 0;
            source += stride;
            packed += stripWidth;
        }
    }

    /// <summary>The depth is contiguous.</summary>
    private static void TransposeStrip(float* source, int stride, int width, int stripWidth, int depth, float* packed)
    {
        int place = 0;
        for (; place <= width - Square; place += Square)
        {
            int k = 0;
            for (; k <= depth - Square; k += Square)
                TransposeSquare(source + (place * (nint)stride) + k, stride, packed + (k * stripWidth) + place, stripWidth);
            for (; k < depth; k++)
            {
                for (int column = place; column < place + Square; column++)
                    packed[(k * stripWidth) + column] = source[(column * (nint)stride) + k];
            }
        }

        for (; place < stripWidth; place++)
        {
            for (int k = 0; k < depth; k++)
                packed[(k * stripWidth) + place] = place < width ? source[(place * (nint)stride) + k] : 0;
        }
    }

    private static void TransposeSquare(float* source, nint sourceStride, float* packed, int packedStride)
    {
        Vector128<float> row0 = Vector128.Load(source), row1 = Vector128.Load(source + sourceStride);
        Vector128<float> row2 = Vector128.Load(source + (2 * sourceStride)), row3 = Vector128.Load(source + (3 * sourceStride));
        Vector128<float> low02 = ZipLow(row0, row2), low13 = ZipLow(row1, row3), high02 = ZipHigh(row0, row2), high13 = ZipHigh(row1, row3);
        ZipLow(low02, low13).Store(packed);
        ZipHigh(low02, low13).Store(packed + packedStride);
        ZipLow(high02, high13).Store(packed + (2 * packedStride));
        ZipHigh(high02, high13).Store(packed + (3 * packedStride));
    }

    /// <summary>(left 0, right 0, left 1, right 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackLow(left, right)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(left, right)
        : Vector128.Create(left[0], right[0], left[1], right[1]);

    /// <summary>(left 2, right 2, left 3, right 3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackHigh(left, right)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(left, right)
        : Vector128.Create(left[2], right[2], left[3], right[3]);
}
