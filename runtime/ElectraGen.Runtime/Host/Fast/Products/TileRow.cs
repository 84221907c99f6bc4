using System.Numerics;
using System.Runtime.InteropServices;

namespace ElectraGen.Runtime.Host.Fast.Products;

/// <summary>A row of a tile on its way to the output.</summary>
internal static class TileRow
{
    /// <summary>output = scale · sums + bias, or with <paramref name="addsOutput"/> that and the old output; without bias if that is empty.</summary>
    public static void Store(ReadOnlySpan<float> sums, float scale, ReadOnlySpan<float> bias, bool addsOutput, Span<float> output)
    {
        Span<Vector<float>> outputVectors = MemoryMarshal.Cast<float, Vector<float>>(output);
        ReadOnlySpan<Vector<float>> sumVectors = MemoryMarshal.Cast<float, Vector<float>>(sums);
        ReadOnlySpan<Vector<float>> biasVectors = MemoryMarshal.Cast<float, Vector<float>>(bias);
        for (int index = 0; index < outputVectors.Length; index++)
        {
            Vector<float> value = scale * sumVectors[index];
            if (!biasVectors.IsEmpty)
                value += biasVectors[index];
            outputVectors[index] = addsOutput ? value + outputVectors[index] : value;
        }

        for (int index = outputVectors.Length * Vector<float>.Count; index < output.Length; index++)
        {
            float value = scale * sums[index];
            if (!bias.IsEmpty)
                value += bias[index];
            output[index] = addsOutput ? value + output[index] : value;
        }
    }
}
