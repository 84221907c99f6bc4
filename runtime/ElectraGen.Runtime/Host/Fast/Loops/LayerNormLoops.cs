using System.Numerics;
using ElectraGen.Runtime.Host.Fast.Vectors;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Fast.Loops;

/// <summary>Layer norm, row by row.</summary>
internal static class LayerNormLoops
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernelCut<float>>> All =>
    [
        new(KernelCatalog.LayerNorm, ElementCuts.Cut(LayerNorm, 0, 1)),
        new(KernelCatalog.AddLayerNorm, ElementCuts.Cut(AddLayerNorm, 0, 1)),
        new(KernelCatalog.LayerNormBackward, ElementCuts.Cut(LayerNormBackward, 0, 1)),
    ];

    private static void LayerNorm(HostCall<float> call)
    {
        ReadOnlySpan<float> input = call.Numbers(0), gain = call.Numbers(1), bias = call.Numbers(2);
        Span<float> output = call.Numbers(3), statistics = call.Numbers(4);
        int columns = call.Count(1);
        Range rows = call.Part.ShareOf(call.Count(0));
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            ReadOnlySpan<float> inputRow = input.Slice(row * columns, columns);
            Normalize(inputRow, gain, bias, call.Number(2), output.Slice(row * columns, columns), statistics.Slice(2 * row, 2));
        }
    }

    private static void AddLayerNorm(HostCall<float> call)
    {
        ReadOnlySpan<float> input = call.Numbers(0), residual = call.Numbers(1), gain = call.Numbers(2), bias = call.Numbers(3);
        Span<float> output = call.Numbers(5), sum = call.Numbers(6), statistics = call.Numbers(7);
        int columns = call.Count(1), rowsPerSequence = call.Count(3);

        // Without dropout, as if it were switched off
        DropoutVectors dropout = new(call.Has(0) ? call.Scalars : default, call.Word(4), call.Number(5), call.Word(6));
        Range rows = call.Part.ShareOf(call.Count(0));
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            (int sequence, int rowOfSequence) = Math.DivRem(row, rowsPerSequence);
            Span<float> sumRow = sum.Slice(row * columns, columns);
            dropout.Keep(
                dropout.Draw(sequence, rowOfSequence * columns, columns, call.Part.Memory), factor: 1, input.Slice(row * columns, columns), sumRow);
            VectorMap.Apply(default(Sum), sumRow, residual.Slice(row * columns, columns), sumRow);
            Normalize(sumRow, gain, bias, call.Number(2), output.Slice(row * columns, columns), statistics.Slice(2 * row, 2));
        }
    }

    private static void Normalize(
        ReadOnlySpan<float> input, ReadOnlySpan<float> gain, ReadOnlySpan<float> bias, float epsilon, Span<float> output, Span<float> statistics)
    {
        float mean = VectorSums.Sum(default(Left), input, input) / input.Length;
        float variance = VectorSums.Sum(new SquaredDeviation(mean), input, input) / input.Length;
        float reciprocalDeviation = 1 / MathF.Sqrt(variance + epsilon);
        VectorMap.Apply(new NormalizedProduct(mean, reciprocalDeviation), input, gain, output);
        VectorMap.Apply(default(Sum), output, bias, output);
        statistics[0] = mean;
        statistics[1] = reciprocalDeviation;
    }

    private static void LayerNormBackward(HostCall<float> call)
    {
        ReadOnlySpan<float> input = call.Numbers(0), statistics = call.Numbers(1), gain = call.Numbers(2), outputGradient = call.Numbers(3);
        Span<float> inputGradient = call.Numbers(5), droppedGradient = call.Numbers(6);
        int columns = call.Count(1), rowsPerSequence = call.Count(2);
        DropoutVectors dropout = new(call.Scalars, call.Word(3), call.Number(4), call.Word(5));

        // The thread's memory holds outputGradient · gain of one row after the other, and then what dropout draws
        Range rows = call.Part.ShareOf(call.Count(0));
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            Span<float> gradient = call.Part.Memory.Take(columns), gradientRow = inputGradient.Slice(row * columns, columns);
            ReadOnlySpan<float> inputRow = input.Slice(row * columns, columns);
            float mean = statistics[2 * row], reciprocalDeviation = statistics[(2 * row) + 1];
            VectorMap.Apply(default(Product), outputGradient.Slice(row * columns, columns), gain, gradient);
            float meanGradient = VectorSums.Sum(default(Left), gradient, gradient) / columns;
            float meanProjection = VectorSums.Sum(new NormalizedProduct(mean, reciprocalDeviation), inputRow, gradient) / columns;
            VectorMap.Apply(
                new InputGradient(mean, reciprocalDeviation, meanGradient, meanProjection), inputRow, gradient, gradientRow);
            if (!call.Has(0))
                continue;
            (int sequence, int rowOfSequence) = Math.DivRem(row, rowsPerSequence);
            dropout.Keep(
                dropout.Draw(sequence, rowOfSequence * columns, columns, call.Part.Memory), factor: 1, gradientRow,
                droppedGradient.Slice(row * columns, columns));
        }
    }

    /// <summary>reciprocalDeviation · (right − meanGradient − x̂ · meanProjection) with x̂ = (left − mean) · reciprocalDeviation.</summary>
    private readonly struct InputGradient(float mean, float reciprocalDeviation, float meanGradient, float meanProjection) : IVectorFunction
    {
        public Vector<float> Of(Vector<float> left, Vector<float> right)
        {
            Vector<float> normalized = (left - new Vector<float>(mean)) * reciprocalDeviation;
            return reciprocalDeviation * (right - new Vector<float>(meanGradient) - (normalized * meanProjection));
        }
    }
}
