using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>
/// Copies strips of a matrix, one after the other, so that the lanes of a strip lie side by side for every k. A strip has an even number
/// of lanes, because two floats are the least that is copied at once.
/// </summary>
internal static unsafe class Packing
{
    private const int Square = 4;

    /// <summary>Packs whole strips whose lanes lie side by side; <paramref name="count"/> lanes in all.</summary>
    public static void CopyStrips(Strip lanes, int count, int width, int depth, float* packed)
    {
        float* source = lanes.First;
        for (int k = 0; k < depth; k++)
        {
            float* from = source, to = packed;
            for (int lane = 0; lane < count; lane += width)
            {
                int place = 0;
                for (; place <= width - Square; place += Square)
                    Vector128.Load(from + place).Store(to + place);
                if (place < width)
                    *(double*)(to + place) = *(double*)(from + place);
                from += width;
                to += width * depth;
            }

            source += lanes.DepthStride;
            packed += width;
        }
    }

    /// <summary>Packs whole strips whose depth lies side by side; <paramref name="count"/> lanes in all.</summary>
    public static void TransposeStrips(Strip lanes, int count, int width, int depth, float* packed)
    {
        nint stride = lanes.LaneStride;
        for (int lane = 0; lane < count; lane += width)
        {
            float* source = lanes.First + (lane * stride);
            int place = 0;
            for (; place <= width - Square; place += Square)
                TransposeFour(source + (place * stride), stride, depth, packed + place, width);
            if (place < width)
                TransposeTwo(source + (place * stride), stride, depth, packed + place, width);
            packed += width * depth;
        }
    }

    /// <summary>Packs a strip that lacks lanes.</summary>
    public static void PackRest(Strip lanes, int count, int width, int depth, float* packed)
    {
        for (int k = 0; k < depth; k++)
        {
            for (int lane = 0; lane < width; lane++)
                *packed++ = lane < count ? lanes.First[(lane * lanes.LaneStride) + (k * lanes.DepthStride)] : 0;
        }
    }

    private static void TransposeFour(float* source, nint stride, int depth, float* packed, nint width)
    {
        int k = 0;
        for (; k <= depth - Square; k += Square)
        {
            Vector128<float> lane0 = Vector128.Load(source + k), lane1 = Vector128.Load(source + stride + k);
            Vector128<float> lane2 = Vector128.Load(source + (2 * stride) + k), lane3 = Vector128.Load(source + (3 * stride) + k);
            Vector128<float> low02 = ZipLow(lane0, lane2), low13 = ZipLow(lane1, lane3);
            Vector128<float> high02 = ZipHigh(lane0, lane2), high13 = ZipHigh(lane1, lane3);
            ZipLow(low02, low13).Store(packed);
            ZipHigh(low02, low13).Store(packed + width);
            ZipLow(high02, high13).Store(packed + (2 * width));
            ZipHigh(high02, high13).Store(packed + (3 * width));
            packed += Square * width;
        }

        for (; k < depth; k++)
        {
            for (int lane = 0; lane < Square; lane++)
                packed[lane] = source[(lane * stride) + k];
            packed += width;
        }
    }

    private static void TransposeTwo(float* source, nint stride, int depth, float* packed, nint width)
    {
        for (int k = 0; k < depth; k++)
        {
            packed[0] = source[k];
            packed[1] = source[stride + k];
            packed += width;
        }
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
