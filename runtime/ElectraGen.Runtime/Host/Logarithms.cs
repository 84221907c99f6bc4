using System.Numerics;

namespace ElectraGen.Runtime.Host;

/// <summary>Logarithms to the precision of their type.</summary>
internal static class Logarithms
{
    /// <summary>log(1 + x), without the loss that 1 + x has for a small x: the rounding of the sum cancels in the quotient.</summary>
    public static T LogOnePlus<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.One + x;
        return sum == T.One ? x : T.Log(sum) * (x / (sum - T.One));
    }
}
