namespace ElectraGen.Runtime.Kernels;

// Attention as one operation. Query, key and value lie side by side in rows (S, 3 · hidden), and so do their gradients.
public static partial class KernelCalls
{
    /// <summary>
    /// to = softmax(scale · query · keyᵀ) · value, per head, over the keys that attentionMask admits, with a fraction
    /// <paramref name="rate"/> of the probabilities 0 and the others scaled up. In one kernel where the device has it, else in three with
    /// barriers between them.
    /// </summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="queryKeyValue">(S, 3 · hidden).</param>
    /// <param name="attentionMask">(S, 1).</param>
    /// <param name="heads">Divides hidden.</param>
    /// <param name="scale">What scores are multiplied by.</param>
    /// <param name="rate">The dropped fraction, inside [0, 1).</param>
    /// <param name="site">Which draw this is: unique in the model, the same forward and backward.</param>
    /// <param name="probabilities">(heads · S, S), scratch.</param>
    /// <param name="logSumExp">heads · S: the logarithm of the sum that each row of probabilities was divided by; the backward pass needs it.</param>
    /// <param name="to">(S, hidden).</param>
    public static void Attention(
        this IRecorder recorder, Slot queryKeyValue, Slot attentionMask, int heads, double scale, double rate, int site,
        Slot probabilities, Slot logSumExp, Slot to)
    {
        if (recorder.AttendsAtOnce(to.Rows, to.Columns / heads))
        {
            recorder.AttentionAtOnce(queryKeyValue, attentionMask, heads, scale, rate, site, logSumExp, to, probabilities);
            return;
        }

        recorder.AttentionScores(queryKeyValue, heads, scale, probabilities);
        recorder.Barrier();
        recorder.Softmax(probabilities, attentionMask, rate, site, logSumExp, probabilities);
        recorder.Barrier();
        recorder.AttentionContext(probabilities, queryKeyValue, heads, to);
    }

    /// <summary>
    /// to = gradient of query, key and value, given that of what <see cref="Attention"/> made of them. The probabilities are made again. In
    /// one kernel where the device has it, else in six.
    /// </summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="queryKeyValue">(S, 3 · hidden).</param>
    /// <param name="attentionMask">(S, 1).</param>
    /// <param name="logSumExp">heads · S, of the forward pass.</param>
    /// <param name="contextGradient">(S, hidden).</param>
    /// <param name="heads">As forward.</param>
    /// <param name="scale">As forward.</param>
    /// <param name="rate">As forward.</param>
    /// <param name="site">As forward.</param>
    /// <param name="probabilities">(heads · S, S), scratch.</param>
    /// <param name="scoreGradient">(heads · S, S), scratch.</param>
    /// <param name="to">(S, 3 · hidden).</param>
    public static void AttentionBackward(
        this IRecorder recorder, Slot queryKeyValue, Slot attentionMask, Slot logSumExp, Slot contextGradient, int heads, double scale,
        double rate, int site, Slot probabilities, Slot scoreGradient, Slot to)
    {
        if (recorder.AttendsAtOnce(contextGradient.Rows, contextGradient.Columns / heads))
        {
            recorder.AttentionBackwardAtOnce(
                queryKeyValue, attentionMask, logSumExp, contextGradient, heads, scale, rate, site, to, probabilities, scoreGradient);
            return;
        }

        recorder.AttentionScores(queryKeyValue, heads, scale, probabilities);
        recorder.AttentionProbabilityGradient(contextGradient, queryKeyValue, heads, scoreGradient);
        recorder.Barrier();
        recorder.SoftmaxBackward(probabilities, attentionMask, logSumExp, scoreGradient, rate, site, probabilities, scoreGradient);
        recorder.Barrier();
        recorder.AttentionValueGradient(probabilities, contextGradient, heads, to);
        recorder.Barrier();
        recorder.AttentionQueryGradient(scoreGradient, queryKeyValue, heads, scale, to);
        recorder.Barrier();
        recorder.AttentionKeyGradient(scoreGradient, queryKeyValue, heads, scale, to);
    }

    internal static void AttentionAtOnce(
        this IRecorder recorder, Slot queryKeyValue, Slot attentionMask, int heads, double scale, double rate, int site, Slot logSumExp, Slot to,
        Slot probabilities = default) =>
        recorder.Dispatch(
            KernelCatalog.Attention, rate > 0 ? 1u : 0,
            [queryKeyValue, attentionMask, rate > 0 ? StepScalars.Slot : Slot.None, logSumExp, to, probabilities],
            AttentionConstants(to, heads, scale, rate, site), new WorkSize(1, 1, (long)recorder.Batch * heads));

    internal static void AttentionBackwardAtOnce(
        this IRecorder recorder, Slot queryKeyValue, Slot attentionMask, Slot logSumExp, Slot contextGradient, int heads, double scale,
        double rate, int site, Slot to, Slot probabilities = default, Slot scoreGradient = default) =>
        recorder.Dispatch(
            KernelCatalog.AttentionBackward, rate > 0 ? 1u : 0,
            [
                queryKeyValue, attentionMask, logSumExp, contextGradient, rate > 0 ? StepScalars.Slot : Slot.None, to, probabilities, scoreGradient,
            ],
            AttentionConstants(contextGradient, heads, scale, rate, site), new WorkSize(1, 1, (long)recorder.Batch * heads));

    private static uint[] AttentionConstants(Slot context, int heads, double scale, double rate, int site) =>
    [
        Words(context.Rows), Words(heads), Words(context.Columns / heads), Bits(scale), DropThreshold(rate), Bits(KeptScale(rate)), Words(site),
    ];
}
