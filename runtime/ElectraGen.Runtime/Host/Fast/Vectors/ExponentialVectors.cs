using System.Numerics;
using System.Runtime.CompilerServices;

namespace ElectraGen.Runtime.Host.Fast.Vectors;

/// <summary>The exponential function in single precision, a vector at a time.</summary>
internal static class ExponentialVectors
{
    /// <summary>Beyond these the result is 0 or infinite, as the exponent then says.</summary>
    private const float Lowest = -88, Highest = 89;

    private const float ReciprocalLogTwo = 1.442695041f;

    /// <summary>log 2 in two parts: as many bits as leave room for a whole factor, and the rest.</summary>
    private const float LogTwoHigh = 0.693359375f, LogTwoLow = -2.12194440e-4f;

    /// <summary>1.5 · 2²³: added to a small number it leaves the nearest integer in the lowest bits.</summary>
    private const float Rounder = 12582912;

    private const int ExponentBits = 23, ExponentOfOne = 127 << ExponentBits;

    /// <summary>exp(x) but for a relative error of 2⁻²²; 0 below log(2⁻¹²⁶·⁵), infinite above log(2¹²⁷·⁵), NaN of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        // The second operand stays if it is NaN
        Vector<float> bounded = Vector.MaxNative(new Vector<float>(Lowest), Vector.MinNative(new Vector<float>(Highest), x));

        // exp(x) = 2ⁿ · exp(r) with n = x / log 2, rounded, and |r| ≤ log(2) / 2
        Vector<float> rounded = Vector.MultiplyAddEstimate(bounded, new Vector<float>(ReciprocalLogTwo), new Vector<float>(Rounder));
        Vector<float> exponent = rounded - new Vector<float>(Rounder);
        Vector<float> rest = Vector.MultiplyAddEstimate(exponent, new Vector<float>(-LogTwoHigh), bounded);
        rest = Vector.MultiplyAddEstimate(exponent, new Vector<float>(-LogTwoLow), rest);

        // The polynomial of degree 6 whose largest relative error there is least, 2 · 10⁻⁹
        Vector<float> sum = Vector.MultiplyAddEstimate(rest, new Vector<float>(0.00138367940f), new Vector<float>(0.00837485707f));
        sum = Vector.MultiplyAddEstimate(rest, sum, new Vector<float>(0.0416682287f));
        sum = Vector.MultiplyAddEstimate(rest, sum, new Vector<float>(0.166664197f));
        sum = Vector.MultiplyAddEstimate(rest, sum, new Vector<float>(0.499999921f));
        sum = Vector.MultiplyAddEstimate(rest, sum, new Vector<float>(1.00000004f));
        sum = Vector.MultiplyAddEstimate(rest, sum, Vector<float>.One);

        // The exponent of 2ⁿ is all that is left of the bits of the rounder's sum
        Vector<int> power = Vector.ShiftLeft(Vector.AsVectorInt32(rounded), ExponentBits) + new Vector<int>(ExponentOfOne);
        return sum * Vector.AsVectorSingle(power);
    }
}
