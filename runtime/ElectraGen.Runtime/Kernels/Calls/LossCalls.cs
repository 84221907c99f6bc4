namespace ElectraGen.Runtime.Kernels;

public static partial class KernelCalls
{
    /// <summary>to = the gradient that a loss begins with: 1, times the scale that the step has for all of them.</summary>
    public static void SeedGradient(this IRecorder recorder, Slot to)
    {
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(KernelCatalog.SeedGradient, 0, [StepScalars.Slot, to], [Words(count)], new WorkSize(count));
    }

    /// <summary>Takes a slice of the logits (rows, columns of ids firstColumn …) into state (rows, 4) and predictedIds (rows, 1).</summary>
    public static void AccumulateSoftmax(
        this IRecorder recorder, Slot logits, int columns, int firstColumn, Slot targets, Slot state, Slot predictedIds)
    {
        long rows = state.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.AccumulateSoftmax, firstColumn == 0 ? 1u : 0, [logits, targets, state, predictedIds],
            [Words(rows), Words(columns), Words(firstColumn)], new WorkSize(rows));
    }

    /// <summary>
    /// Takes a slice of the logits into the best perturbed logit (rows, 1) and sampledIds (rows, 1); a row's forbiddenIds, where
    /// given, is passed over.
    /// </summary>
    public static void AccumulateSample(
        this IRecorder recorder, Slot logits, int columns, int firstColumn, double temperature, int site, Slot best, Slot sampledIds,
        Slot forbiddenIds = default)
    {
        long rows = best.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.AccumulateSample, (firstColumn == 0 ? 1u : 0) | (forbiddenIds.IsNone ? 0 : 2u),
            [logits, StepScalars.Slot, forbiddenIds, best, sampledIds],
            [Words(rows), Words(columns), Words(firstColumn), Words(best.Rows), Bits(1 / temperature), Words(site)], new WorkSize(rows));
    }

    /// <summary>logProbability, logSumExp (rows, 1) of the targets, once all slices are in the state.</summary>
    public static void TokenLogProbability(this IRecorder recorder, Slot state, Slot logProbability, Slot logSumExp)
    {
        long rows = state.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.TokenLogProbability, 0, [state, logProbability, logSumExp], [Words(rows)], new WorkSize(rows));
    }

    /// <summary>Turns a slice of the logits into its gradient, given the gradient of each row's log-probability.</summary>
    public static void LogitsGradient(
        this IRecorder recorder, Slot logits, int columns, int firstColumn, Slot logSumExp, Slot targets, Slot rowGradient)
    {
        long rows = targets.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.LogitsGradient, 0, [logits, logSumExp, targets, rowGradient],
            [Words(rows), Words(columns), Words(firstColumn)], new WorkSize(rows));
    }

    /// <summary>to (1, 1) = the sum of weights; integer weights are taken as numbers.</summary>
    public static void WeightSum(this IRecorder recorder, Slot weights, Slot to)
    {
        recorder.Dispatch(
            KernelCatalog.WeightSum, IntegerWeights(weights), [weights, to], [Words(weights.CountAt(recorder.Batch))], new WorkSize(1));
    }

    /// <summary>
    /// to (1, 1) = the sum of values under weights of the same size, divided by weightSum (1, 1) or by 1 where that is less. Of weights
    /// that are a part of those summed it is the part's share of the mean.
    /// </summary>
    public static void WeightedMean(this IRecorder recorder, Slot values, Slot weights, Slot weightSum, Slot to)
    {
        recorder.Dispatch(
            KernelCatalog.WeightedMean, IntegerWeights(weights), [values, weights, weightSum, to],
            [Words(values.CountAt(recorder.Batch))], new WorkSize(1));
    }

    /// <summary>to = meanGradient · weights / weightSum, or / 1 where that is less.</summary>
    public static void WeightedMeanBackward(this IRecorder recorder, Slot meanGradient, Slot weights, Slot weightSum, Slot to)
    {
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.WeightedMeanBackward, IntegerWeights(weights), [meanGradient, weights, weightSum, to],
            [Words(count)], Quads(count));
    }

    /// <summary>to = binary cross-entropy of logits and labels, element by element.</summary>
    public static void BinaryCrossEntropy(this IRecorder recorder, Slot logits, Slot labels, Slot to)
    {
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(KernelCatalog.BinaryCrossEntropy, 0, [logits, labels, to], [Words(count)], Quads(count));
    }

    /// <summary>to = lossGradient · (sigmoid(logits) − labels).</summary>
    public static void BinaryCrossEntropyBackward(this IRecorder recorder, Slot logits, Slot labels, Slot lossGradient, Slot to)
    {
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.BinaryCrossEntropyBackward, 0, [logits, labels, lossGradient, to], [Words(count)], Quads(count));
    }

    /// <summary>
    /// to = log(σ(copyLogits) · 1[inputIds = targets] + σ(−copyLogits) · exp(logProbability)), row by row; copyProbability = σ(copyLogits).
    /// </summary>
    public static void CopyLogProbability(
        this IRecorder recorder, Slot copyLogits, Slot logProbability, Slot inputIds, Slot targets, Slot copyProbability, Slot to)
    {
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.CopyLogProbability, 0, [copyLogits, logProbability, inputIds, targets, copyProbability, to],
            [Words(count)], Quads(count));
    }

    /// <summary>Gradients of both operands of <see cref="CopyLogProbability"/>, given that of its result.</summary>
    public static void CopyLogProbabilityBackward(
        this IRecorder recorder, Slot copyLogits, Slot logProbability, Slot inputIds, Slot targets, Slot rowGradient,
        Slot copyLogitGradient, Slot logProbabilityGradient)
    {
        long count = rowGradient.CountAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.CopyLogProbabilityBackward, 0,
            [copyLogits, logProbability, inputIds, targets, rowGradient, copyLogitGradient, logProbabilityGradient],
            [Words(count)], Quads(count));
    }

    /// <summary>
    /// to = the likeliest token of the mixture of <see cref="CopyLogProbability"/>, row by row: inputIds or predictedIds, the likeliest of
    /// softmax(hidden · tableᵀ + bias), whose divisors' logarithms are logSumExp.
    /// </summary>
    public static void CopyOrPredict(
        this IRecorder recorder, Slot copyLogits, Slot hidden, Parameter table, Parameter bias, Slot logSumExp, Slot inputIds, Slot predictedIds, Slot to)
    {
        long rows = to.CountAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.CopyOrPredict, 0, [copyLogits, hidden, table, bias, logSumExp, inputIds, predictedIds, to],
            [Words(rows), Words(hidden.Columns)], new WorkSize(rows));
    }

    private static uint IntegerWeights(Slot weights) => weights.Element == Element.Int32 ? 1u : 0;
}
