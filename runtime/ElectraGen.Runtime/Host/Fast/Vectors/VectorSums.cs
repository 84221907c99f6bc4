using System.Numerics;
using System.Runtime.InteropServices;

namespace ElectraGen.Runtime.Host.Fast.Vectors;

/// <summary>Reductions; their order depends on nothing but the length and the width of a vector.</summary>
internal static class VectorSums
{
    /// <summary>Σ function(left[i], right[i]).</summary>
    public static float Sum<TFunction>(TFunction function, ReadOnlySpan<float> left, ReadOnlySpan<float> right)
        where TFunction : struct, IVectorFunction
    {
        ReadOnlySpan<Vector<float>> lefts = MemoryMarshal.Cast<float, Vector<float>>(left);
        ReadOnlySpan<Vector<float>> rights = MemoryMarshal.Cast<float, Vector<float>>(right)[..lefts.Length];
        Vector<float> sums = Vector<float>.Zero;
        for (int index = 0; index < lefts.Length; index++)
            sums += function.Of(lefts[index], rights[index]);
        float sum = Vector.Sum(sums);
        for (int index = lefts.Length * Vector<float>.Count; index < left.Length; index++)
            sum += function.Of(new(left[index]), new(right[index]))[0];
        return sum;
    }

    /// <summary>The largest value; −∞ of none, NaN if one is.</summary>
    public static float Max(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);

        // Four at a time, because each waits for the one before
        Vector<float> largest0 = new(float.NegativeInfinity), largest1 = largest0, largest2 = largest0, largest3 = largest0;
        int index = 0;
        for (; index <= vectors.Length - 4; index += 4)
        {
            largest0 = Vector.Max(largest0, vectors[index]);
            largest1 = Vector.Max(largest1, vectors[index + 1]);
            largest2 = Vector.Max(largest2, vectors[index + 2]);
            largest3 = Vector.Max(largest3, vectors[index + 3]);
        }

        for (; index < vectors.Length; index++)
            largest0 = Vector.Max(largest0, vectors[index]);
        Vector<float> largests = Vector.Max(Vector.Max(largest0, largest1), Vector.Max(largest2, largest3));
        float largest = float.NegativeInfinity;
        for (int lane = 0; lane < Vector<float>.Count; lane++)
            largest = Math.Max(largest, largests[lane]);
        foreach (float value in values[(vectors.Length * Vector<float>.Count)..])
            largest = Math.Max(largest, value);
        return largest;
    }
}

/// <summary>Left alone.</summary>
internal readonly struct Left : IVectorFunction
{
    public Vector<float> Of(Vector<float> left, Vector<float> right) => left;
}

/// <summary>left · right.</summary>
internal readonly struct Product : IVectorFunction
{
    public Vector<float> Of(Vector<float> left, Vector<float> right) => left * right;
}

/// <summary>(left − mean)².</summary>
internal readonly struct SquaredDeviation(float mean) : IVectorFunction
{
    public Vector<float> Of(Vector<float> left, Vector<float> right)
    {
        Vector<float> deviation = left - new Vector<float>(mean);
        return deviation * deviation;
    }
}
