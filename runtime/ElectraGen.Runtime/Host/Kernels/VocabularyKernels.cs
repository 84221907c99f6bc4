using System.Numerics;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Randomness;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>Softmax over the vocabulary, and samples of it, slice by slice.</summary>
internal static class VocabularyKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.AccumulateSoftmax, AccumulateSoftmax),
        new(KernelCatalog.AccumulateSample, AccumulateSample),
        new(KernelCatalog.TokenLogProbability, TokenLogProbability),
        new(KernelCatalog.LogitsGradient, LogitsGradient),
    ];

    private static void AccumulateSoftmax(HostCall<T> call)
    {
        ReadOnlySpan<T> logits = call.Numbers(0);
        ReadOnlySpan<int> targets = call.Integers(1);
        Span<T> state = call.Numbers(2);
        Span<int> predictedIds = call.Integers(3);
        int rows = call.Count(0), columns = call.Count(1), firstColumn = call.Count(2);
        bool isFirst = call.Has(0);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> logitRow = logits.Slice(row * columns, columns);
            Span<T> stateRow = state.Slice(row * 4, 4);
            if (isFirst)
            {
                stateRow.Clear();
                stateRow[0] = T.NegativeInfinity;
                predictedIds[row] = 0;
            }

            T largestBefore = stateRow[0], largest = largestBefore;
            for (int column = 0; column < columns; column++)
            {
                if (logitRow[column] > largest)
                {
                    largest = logitRow[column];
                    predictedIds[row] = firstColumn + column;
                }
            }

            T sum = stateRow[1] * T.Exp(largestBefore - largest);
            foreach (T logit in logitRow)
                sum += T.Exp(logit - largest);
            stateRow[0] = largest;
            stateRow[1] = sum;
            int target = targets[row] - firstColumn;
            if (target >= 0 && target < columns)
                stateRow[2] = logitRow[target];
        }
    }

    private static void AccumulateSample(HostCall<T> call)
    {
        ReadOnlySpan<T> logits = call.Numbers(0);
        ReadOnlySpan<int> forbiddenIds = call.Integers(2);
        Span<T> best = call.Numbers(3);
        Span<int> sampledIds = call.Integers(4);
        int rows = call.Count(0), columns = call.Count(1), firstColumn = call.Count(2), rowsPerSequence = call.Count(3);
        T inverseTemperature = call.Number(4);
        uint site = call.Word(5);
        bool isForbidding = call.Has(1);
        StepScalars scalars = call.Scalars;
        if (call.Has(0))
        {
            best[..rows].Fill(T.NegativeInfinity);
            sampledIds[..rows].Clear();
        }

        for (int row = 0; row < rows; row++)
        {
            (int sequence, int rowOfSequence) = Math.DivRem(row, rowsPerSequence);
            for (int first = 0; first < columns; first += 4)
            {
                PhiloxWords words = Philox.Draw(
                    scalars.Seed, site,
                    (uint)(firstColumn + first) / 4, scalars.FirstSequence + (uint)sequence, scalars.Step, (uint)rowOfSequence);
                for (int column = first; column < Math.Min(first + 4, columns); column++)
                {
                    T perturbed = (logits[(row * columns) + column] * inverseTemperature) + Gumbel.FromWord<T>(words[column - first]);
                    bool isForbidden = isForbidding && forbiddenIds[row] == firstColumn + column;
                    if (perturbed > best[row] && !isForbidden)
                    {
                        best[row] = perturbed;
                        sampledIds[row] = firstColumn + column;
                    }
                }
            }
        }
    }

    private static void TokenLogProbability(HostCall<T> call)
    {
        ReadOnlySpan<T> state = call.Numbers(0);
        Span<T> logProbability = call.Numbers(1), logSumExp = call.Numbers(2);
        for (int row = 0; row < call.Count(0); row++)
        {
            logSumExp[row] = state[4 * row] + T.Log(state[(4 * row) + 1]);
            logProbability[row] = state[(4 * row) + 2] - logSumExp[row];
        }
    }

    private static void LogitsGradient(HostCall<T> call)
    {
        Span<T> logits = call.Numbers(0);
        ReadOnlySpan<T> logSumExp = call.Numbers(1), rowGradient = call.Numbers(3);
        ReadOnlySpan<int> targets = call.Integers(2);
        int rows = call.Count(0), columns = call.Count(1), firstColumn = call.Count(2);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                T hit = firstColumn + column == targets[row] ? T.One : T.Zero;
                int index = (row * columns) + column;
                logits[index] = rowGradient[row] * (hit - T.Exp(logits[index] - logSumExp[row]));
            }
        }
    }
}
