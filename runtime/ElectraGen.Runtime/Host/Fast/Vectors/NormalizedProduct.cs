using System.Numerics;

namespace ElectraGen.Runtime.Host.Fast.Vectors;

/// <summary>x̂ · right with x̂ = (left − mean) · reciprocalDeviation.</summary>
internal readonly struct NormalizedProduct(float mean, float reciprocalDeviation) : IVectorFunction
{
    public Vector<float> Of(Vector<float> left, Vector<float> right) => (left - new Vector<float>(mean)) * reciprocalDeviation * right;
}
