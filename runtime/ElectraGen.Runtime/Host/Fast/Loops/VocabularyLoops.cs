using System.Runtime.InteropServices;
using ElectraGen.Runtime.Host.Fast.Vectors;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Fast.Loops;

/// <summary>Softmax over the vocabulary, and samples of it, slice by slice and row by row.</summary>
internal static class VocabularyLoops
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernelCut<float>>> All =>
    [
        new(KernelCatalog.AccumulateSoftmax, ElementCuts.Cut(AccumulateSoftmax, 0, 1)),
        new(KernelCatalog.AccumulateSample, ElementCuts.Cut(AccumulateSample, 0, 1)),
        new(KernelCatalog.LogitsGradient, ElementCuts.Cut(LogitsGradient, 0, 1)),
    ];

    private static void AccumulateSoftmax(HostCall<float> call)
    {
        ReadOnlySpan<int> targets = call.Integers(1);
        Span<int> predictedIds = call.Integers(3);
        int columns = call.Count(1), firstColumn = call.Count(2);
        bool isFirst = call.Has(0);
        Range rows = call.Part.ShareOf(call.Count(0));
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            ReadOnlySpan<float> logits = call.Numbers(0).Slice(row * columns, columns);
            Span<float> state = call.Numbers(2).Slice(row * 4, 4);
            if (isFirst)
            {
                state.Clear();
                state[0] = float.NegativeInfinity;
                predictedIds[row] = 0;
            }

            float largestBefore = state[0], largest = VectorSums.Max(logits);
            if (largest > largestBefore)
                predictedIds[row] = firstColumn + logits.IndexOf(largest);
            else if (largest < largestBefore)
                largest = largestBefore;
            float sum = VectorSums.Sum(new ScaledExponential(scale: 1, largest), logits, logits);
            state[1] = (state[1] * MathF.Exp(largestBefore - largest)) + sum;
            state[0] = largest;
            int target = targets[row] - firstColumn;
            if (target >= 0 && target < columns)
                state[2] = logits[target];
        }
    }

    private static void AccumulateSample(HostCall<float> call)
    {
        ReadOnlySpan<int> forbiddenIds = call.Integers(2);
        Span<float> best = call.Numbers(3);
        Span<int> sampledIds = call.Integers(4);
        int columns = call.Count(1), firstColumn = call.Count(2), rowsPerSequence = call.Count(3), drawn = PhiloxVectors.WholeDraws(columns);
        bool isFirst = call.Has(0), forbids = call.Has(1);
        StepScalars scalars = call.Scalars;
        Span<uint> words = MemoryMarshal.Cast<float, uint>(call.Part.Memory.Take(drawn));
        Range rows = call.Part.ShareOf(call.Count(0));
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            if (isFirst)
            {
                best[row] = float.NegativeInfinity;
                sampledIds[row] = 0;
            }

            (int sequence, int rowOfSequence) = Math.DivRem(row, rowsPerSequence);
            PhiloxVectors.Draw(
                scalars.Seed, call.Word(5), (uint)firstColumn / 4, scalars.FirstSequence + (uint)sequence, scalars.Step, (uint)rowOfSequence,
                words);
            int found = GumbelVectors.Largest(
                call.Numbers(0).Slice(row * columns, columns), call.Number(4), words, forbids ? forbiddenIds[row] - firstColumn : -1, ref best[row]);
            if (found >= 0)
                sampledIds[row] = firstColumn + found;
        }
    }

    private static void LogitsGradient(HostCall<float> call)
    {
        ReadOnlySpan<float> logSumExp = call.Numbers(1), rowGradient = call.Numbers(3);
        ReadOnlySpan<int> targets = call.Integers(2);
        int columns = call.Count(1), firstColumn = call.Count(2);
        Range rows = call.Part.ShareOf(call.Count(0));
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            Span<float> logits = call.Numbers(0).Slice(row * columns, columns);
            int target = targets[row] - firstColumn;
            bool isHit = target >= 0 && target < columns;
            float hitGradient = isHit ? rowGradient[row] * (1 - MathF.Exp(logits[target] - logSumExp[row])) : 0;
            VectorMap.Apply(new ScaledExponential(-rowGradient[row], logSumExp[row]), logits, logits);
            if (isHit)
                logits[target] = hitGradient;
        }
    }
}
