using System.Numerics;
using System.Runtime.InteropServices;

namespace ElectraGen.Runtime.Host;

/// <summary>The two inner loops of matrix products. Their order depends on nothing but the lengths and the machine's vectors.</summary>
internal static class VectorLoops<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>sums[i] += scale · values[i].</summary>
    public static void AddScaled(Span<T> sums, T scale, ReadOnlySpan<T> values)
    {
        Span<Vector<T>> sumVectors = MemoryMarshal.Cast<T, Vector<T>>(sums);
        ReadOnlySpan<Vector<T>> valueVectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        for (int index = 0; index < sumVectors.Length; index++)
            sumVectors[index] += scale * valueVectors[index];
        for (int index = sumVectors.Length * Vector<T>.Count; index < sums.Length; index++)
            sums[index] += scale * values[index];
    }

    /// <summary>Σ left[i] · right[i].</summary>
    public static T Dot(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
    {
        ReadOnlySpan<Vector<T>> leftVectors = MemoryMarshal.Cast<T, Vector<T>>(left);
        ReadOnlySpan<Vector<T>> rightVectors = MemoryMarshal.Cast<T, Vector<T>>(right);
        Vector<T> sums = Vector<T>.Zero;
        for (int index = 0; index < leftVectors.Length; index++)
            sums += leftVectors[index] * rightVectors[index];
        T sum = Vector.Sum(sums);
        for (int index = leftVectors.Length * Vector<T>.Count; index < left.Length; index++)
            sum += left[index] * right[index];
        return sum;
    }
}
