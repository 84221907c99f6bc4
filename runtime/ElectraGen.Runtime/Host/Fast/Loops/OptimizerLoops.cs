using System.Numerics;
using System.Runtime.InteropServices;
using ElectraGen.Runtime.Host.Fast.Vectors;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Fast.Loops;

/// <summary>The sums of squares and the update.</summary>
internal static class OptimizerLoops
{
    /// <summary>Elements of a block that lie side by side.</summary>
    private const int BlockWidth = 4;

    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernelCut<float>>> All =>
    [
        new(KernelCatalog.SquareSums, ElementCuts.Cut(SquareSums, 0)),
        new(KernelCatalog.Adam, ElementCuts.Cut(Adam, 0)),
    ];

    /// <summary>Parts take blocks; a block has four elements in every stripe, a stripe having four of all blocks.</summary>
    private static void SquareSums(HostCall<float> call)
    {
        ReadOnlySpan<float> values = call.Numbers(0)[..call.Count(0)];
        Span<float> partials = call.Numbers(1);
        int stripe = call.Count(1) * BlockWidth;
        Range share = call.Part.ShareOf(stripe, ElementCuts.Group);
        int first = share.Start.Value, width = share.End.Value - first;
        Span<float> sums = call.Part.Memory.Take(width);
        sums.Clear();
        for (int start = first; start < values.Length; start += stripe)
        {
            ReadOnlySpan<float> piece = values.Slice(start, Math.Min(width, values.Length - start));
            VectorMap.Apply(default(SumAndSquare), sums[..piece.Length], piece, sums);
        }

        for (int index = 0; index < width; index += BlockWidth)
            partials[(first + index) / BlockWidth] = sums[index] + sums[index + 1] + sums[index + 2] + sums[index + 3];
    }

    private static void Adam(HostCall<float> call)
    {
        ReadOnlySpan<float> norm = call.Numbers(4);
        if (norm[2] == 0)
            return;

        AdamUpdate update = new(
            call.Number(1), call.Number(2), call.Number(3), call.Number(4), call.Scalars.LearningRate, clipScale: norm[1]);
        Range share = call.Part.ShareOf(call.Count(0), ElementCuts.Group);
        Span<float> parameters = call.Numbers(0)[share], firstMoments = call.Numbers(2)[share], secondMoments = call.Numbers(3)[share];
        ReadOnlySpan<float> gradients = call.Numbers(1)[share];
        Span<Vector<float>> parameterVectors = MemoryMarshal.Cast<float, Vector<float>>(parameters);
        Span<Vector<float>> firstVectors = MemoryMarshal.Cast<float, Vector<float>>(firstMoments);
        Span<Vector<float>> secondVectors = MemoryMarshal.Cast<float, Vector<float>>(secondMoments);
        ReadOnlySpan<Vector<float>> gradientVectors = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        for (int index = 0; index < gradientVectors.Length; index++)
            update.Apply(gradientVectors[index], ref parameterVectors[index], ref firstVectors[index], ref secondVectors[index]);
        for (int index = gradientVectors.Length * Vector<float>.Count; index < gradients.Length; index++)
        {
            Vector<float> parameter = new(parameters[index]), first = new(firstMoments[index]), second = new(secondMoments[index]);
            update.Apply(new(gradients[index]), ref parameter, ref first, ref second);
            (parameters[index], firstMoments[index], secondMoments[index]) = (parameter[0], first[0], second[0]);
        }
    }

    /// <summary>left + right².</summary>
    private readonly struct SumAndSquare : IVectorFunction
    {
        public Vector<float> Of(Vector<float> left, Vector<float> right) => left + (right * right);
    }

    private readonly struct AdamUpdate(float beta1, float beta2, float epsilon, float decay, float rate, float clipScale)
    {
        public void Apply(Vector<float> unclipped, ref Vector<float> parameter, ref Vector<float> first, ref Vector<float> second)
        {
            Vector<float> gradient = clipScale * unclipped;
            first = (beta1 * first) + ((1 - beta1) * gradient);
            second = (beta2 * second) + ((1 - beta2) * gradient * gradient);
            parameter -= rate * ((first / (Vector.SquareRoot(second) + new Vector<float>(epsilon))) + (decay * parameter));
        }
    }
}
