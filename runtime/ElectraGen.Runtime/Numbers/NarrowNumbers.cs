using System.Runtime.InteropServices;

namespace ElectraGen.Runtime.Numbers;

/// <summary>The 16-bit forms of floating-point numbers, rounded to the nearest, halves to even; as <c>shaders/include/buffers.glsl</c> has them.</summary>
internal static class NarrowNumbers
{
    /// <summary>The bits of a number in a 16-bit precision.</summary>
    public static ushort ToBits(Precision precision, float value) => precision switch
    {
        Precision.Bf16 => BrainBits(value),
        Precision.Fp16 => BitConverter.HalfToUInt16Bits((Half)value),
        _ => throw new ArgumentOutOfRangeException(nameof(precision)),
    };

    /// <summary>The number that has these bits in a 16-bit precision.</summary>
    public static float FromBits(Precision precision, ushort bits) => precision switch
    {
        Precision.Bf16 => BitConverter.UInt32BitsToSingle((uint)bits << 16),
        Precision.Fp16 => (float)BitConverter.UInt16BitsToHalf(bits),
        _ => throw new ArgumentOutOfRangeException(nameof(precision)),
    };

    /// <summary>What is left of a number that is stored in a precision.</summary>
    public static float Stored(Precision precision, float value) =>
        precision.IsNarrow() ? FromBits(precision, ToBits(precision, value)) : value;

    /// <summary>The stored form of numbers.</summary>
    public static ReadOnlySpan<byte> Encode(Precision precision, ReadOnlySpan<float> values)
    {
        ushort[] bits = new ushort[values.Length];
        for (int index = 0; index < bits.Length; index++)
            bits[index] = ToBits(precision, values[index]);
        return MemoryMarshal.AsBytes<ushort>(bits);
    }

    /// <summary>The numbers of a stored form.</summary>
    public static void Decode(Precision precision, ReadOnlySpan<ushort> bits, Span<float> values)
    {
        for (int index = 0; index < bits.Length; index++)
            values[index] = FromBits(precision, bits[index]);
    }

    private static ushort BrainBits(float value)
    {
        const uint Quiet = 0x40, Half = 0x7fff;
        uint bits = BitConverter.SingleToUInt32Bits(value);
        // Rounding would carry a NaN of few bits into infinity
        return (ushort)(float.IsNaN(value) ? (bits >> 16) | Quiet : (bits + Half + ((bits >> 16) & 1)) >> 16);
    }
}
