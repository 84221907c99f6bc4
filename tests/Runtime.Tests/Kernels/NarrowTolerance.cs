using ElectraGen.Runtime;

namespace Runtime.Tests.Kernels;

/// <summary>How far a stored number may be from the exact one: half a unit in its last place, which is what rounding it costs.</summary>
internal static class NarrowTolerance
{
    public static double HalfUnit(Precision precision, Element element, double exact)
    {
        if (element != Element.Activation || !precision.IsNarrow() || exact == 0)
            return 0;
        int exponent = Math.ILogB(exact);
        // Digits behind the first: 7 of bfloat16, 10 of half precision, whose smallest numbers are all multiples of 2⁻²⁴
        return precision == Precision.Bf16 ? Math.ScaleB(1, exponent - 8) : Math.ScaleB(1, Math.Max(exponent, -14) - 11);
    }
}
