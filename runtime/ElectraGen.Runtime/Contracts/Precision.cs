namespace ElectraGen.Runtime;

/// <summary>
/// How wide a run keeps its activations and their gradients. Parameters, moments, sums, norms and losses have 32 bits in all of them,
/// and products are summed in 32.
/// </summary>
public enum Precision
{
    /// <summary>32-bit floating point.</summary>
    Fp32,

    /// <summary>The upper half of a 32-bit number: 8 bits of exponent, 8 of significand.</summary>
    Bf16,

    /// <summary>IEEE 754's 16-bit number: 5 bits of exponent, 11 of significand.</summary>
    Fp16,
}

/// <summary>What follows from a precision.</summary>
public static class Precisions
{
    /// <summary>All of them, the widest first.</summary>
    public static IReadOnlyList<Precision> All { get; } = [Precision.Fp32, Precision.Bf16, Precision.Fp16];

    /// <summary>What the command line and files call it: <c>fp32</c>, <c>bf16</c>, <c>fp16</c>.</summary>
    public static string NameOf(this Precision precision) => precision switch
    {
        Precision.Fp32 => "fp32",
        Precision.Bf16 => "bf16",
        Precision.Fp16 => "fp16",
        _ => throw new ArgumentOutOfRangeException(nameof(precision)),
    };

    /// <summary>Whether activations have 16 bits.</summary>
    public static bool IsNarrow(this Precision precision) => precision != Precision.Fp32;

    /// <summary>What so many planned bytes of a segment, from its start, are in a precision.</summary>
    public static long BytesOf(this Precision precision, Segment segment, long plannedBytes) =>
        precision.IsNarrow() && segment.IsHalved ? plannedBytes / 2 : plannedBytes;

    /// <summary>Bytes from its segment's start to a slot.</summary>
    public static long OffsetOf(this Precision precision, Slot slot, int batch) => precision.BytesOf(slot.Segment, slot.OffsetAt(batch));

    /// <summary>Bytes of a slot.</summary>
    public static long BytesOf(this Precision precision, Slot slot, int batch) => slot.CountAt(batch) * precision.BytesOf(slot.Element);

    /// <summary>Bytes of an element.</summary>
    public static int BytesOf(this Precision precision, Element element) => precision.IsNarrow() && element == Element.Activation ? 2 : 4;
}
