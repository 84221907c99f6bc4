using System.Numerics;
using System.Runtime.InteropServices;

namespace ElectraGen.Runtime.Host.Fast.Vectors;

/// <summary>A function of two numbers, on vectors of them.</summary>
internal interface IVectorFunction
{
    Vector<float> Of(Vector<float> left, Vector<float> right);
}

/// <summary>Element-wise loops.</summary>
internal static class VectorMap
{
    /// <summary>to[i] = function(left[i], right[i]); in place on either.</summary>
    public static void Apply<TFunction>(TFunction function, ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> to)
        where TFunction : struct, IVectorFunction
    {
        ReadOnlySpan<Vector<float>> lefts = MemoryMarshal.Cast<float, Vector<float>>(left);
        ReadOnlySpan<Vector<float>> rights = MemoryMarshal.Cast<float, Vector<float>>(right)[..lefts.Length];
        Span<Vector<float>> results = MemoryMarshal.Cast<float, Vector<float>>(to)[..lefts.Length];
        for (int index = 0; index < lefts.Length; index++)
            results[index] = function.Of(lefts[index], rights[index]);
        for (int index = lefts.Length * Vector<float>.Count; index < left.Length; index++)
            to[index] = function.Of(new(left[index]), new(right[index]))[0];
    }

    /// <summary>to[i] = function(input[i], input[i]); in place.</summary>
    public static void Apply<TFunction>(TFunction function, ReadOnlySpan<float> input, Span<float> to)
        where TFunction : struct, IVectorFunction =>
        Apply(function, input, input, to);
}

/// <summary>Left and right, added.</summary>
internal readonly struct Sum : IVectorFunction
{
    public Vector<float> Of(Vector<float> left, Vector<float> right) => left + right;
}

/// <summary>leftScale · left + rightScale · right.</summary>
internal readonly struct ScaledSum(float leftScale, float rightScale) : IVectorFunction
{
    public Vector<float> Of(Vector<float> left, Vector<float> right) => (leftScale * left) + (rightScale * right);
}

/// <summary>scale · left.</summary>
internal readonly struct Scaled(float scale) : IVectorFunction
{
    public Vector<float> Of(Vector<float> left, Vector<float> right) => scale * left;
}

/// <summary>scale · exp(left − shift).</summary>
internal readonly struct ScaledExponential(float scale, float shift) : IVectorFunction
{
    public Vector<float> Of(Vector<float> left, Vector<float> right) => scale * ExponentialVectors.Exp(left - new Vector<float>(shift));
}
