namespace ElectraGen.Runtime.Kernels;

// The parts of attention. Query, key and value lie side by side in rows (S, 3 · hidden), and so do their gradients.
public static partial class KernelCalls
{
    private const int Query = 0, Key = 1, Value = 2, Parts = 3;

    /// <summary>to = scale · query · keyᵀ, per head. QueryKeyValue (S, 3 · hidden); to (heads · S, S).</summary>
    internal static void AttentionScores(this IRecorder recorder, Slot queryKeyValue, int heads, double scale, Slot to) =>
        recorder.Product(
            PartOf(recorder, queryKeyValue, heads, Query), PartOf(recorder, queryKeyValue, heads, Key), Slot.None,
            Stacked(recorder, to, heads), Slot.None, TransposeRight, scale);

    /// <summary>
    /// to = softmax of the scores (heads · S, S) over the keys that attentionMask (S, 1) admits, with a fraction
    /// <paramref name="rate"/> of its elements 0 and the others scaled up.
    /// </summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="scores">(heads · S, S).</param>
    /// <param name="attentionMask">(S, 1).</param>
    /// <param name="rate">The dropped fraction, inside [0, 1).</param>
    /// <param name="site">Which draw this is: unique in the model, the same forward and backward.</param>
    /// <param name="logSumExp">heads · S.</param>
    /// <param name="to">May be the scores.</param>
    internal static void Softmax(
        this IRecorder recorder, Slot scores, Slot attentionMask, double rate, int site, Slot logSumExp, Slot to) =>
        recorder.Dispatch(
            KernelCatalog.Softmax, rate > 0 ? 1u : 0, [scores, attentionMask, rate > 0 ? StepScalars.Slot : Slot.None, logSumExp, to],
            SoftmaxConstants(recorder, to, rate, site), new WorkSize(to.RowsAt(recorder.Batch)));

    /// <summary>to = probabilities · value, per head. Probabilities (heads · S, S), queryKeyValue (S, 3 · hidden); to (S, hidden).</summary>
    internal static void AttentionContext(this IRecorder recorder, Slot probabilities, Slot queryKeyValue, int heads, Slot to) =>
        recorder.Product(
            Stacked(recorder, probabilities, heads), PartOf(recorder, queryKeyValue, heads, Value), Slot.None,
            Interleaved(recorder, to, heads), Slot.None, 0);

    /// <summary>to = contextGradient · valueᵀ, per head: the gradient of the probabilities that dropout has left.</summary>
    internal static void AttentionProbabilityGradient(this IRecorder recorder, Slot contextGradient, Slot queryKeyValue, int heads, Slot to) =>
        recorder.Product(
            Interleaved(recorder, contextGradient, heads), PartOf(recorder, queryKeyValue, heads, Value), Slot.None,
            Stacked(recorder, to, heads), Slot.None, TransposeRight);

    /// <summary>
    /// to = gradient of the scores, and probabilities = what <see cref="Softmax"/> made of them. Either may lie in place, on the
    /// gradient and on the scores.
    /// </summary>
    internal static void SoftmaxBackward(
        this IRecorder recorder, Slot scores, Slot attentionMask, Slot logSumExp, Slot probabilityGradient, double rate, int site,
        Slot probabilities, Slot to) =>
        recorder.Dispatch(
            KernelCatalog.SoftmaxBackward, rate > 0 ? 1u : 0,
            [scores, attentionMask, logSumExp, probabilityGradient, rate > 0 ? StepScalars.Slot : Slot.None, probabilities, to],
            SoftmaxConstants(recorder, to, rate, site), new WorkSize(to.RowsAt(recorder.Batch)));

    /// <summary>The value's part of to (S, 3 · hidden) = probabilitiesᵀ · contextGradient, per head.</summary>
    internal static void AttentionValueGradient(this IRecorder recorder, Slot probabilities, Slot contextGradient, int heads, Slot to) =>
        recorder.Product(
            Stacked(recorder, probabilities, heads), Interleaved(recorder, contextGradient, heads), Slot.None,
            PartOf(recorder, to, heads, Value), Slot.None, TransposeLeft);

    /// <summary>The query's part of to (S, 3 · hidden) = scale · scoreGradient · key, per head.</summary>
    internal static void AttentionQueryGradient(
        this IRecorder recorder, Slot scoreGradient, Slot queryKeyValue, int heads, double scale, Slot to) =>
        recorder.Product(
            Stacked(recorder, scoreGradient, heads), PartOf(recorder, queryKeyValue, heads, Key), Slot.None,
            PartOf(recorder, to, heads, Query), Slot.None, 0, scale);

    /// <summary>The key's part of to (S, 3 · hidden) = scale · scoreGradientᵀ · query, per head.</summary>
    internal static void AttentionKeyGradient(
        this IRecorder recorder, Slot scoreGradient, Slot queryKeyValue, int heads, double scale, Slot to) =>
        recorder.Product(
            Stacked(recorder, scoreGradient, heads), PartOf(recorder, queryKeyValue, heads, Query), Slot.None,
            PartOf(recorder, to, heads, Key), Slot.None, TransposeLeft, scale);

    private static uint[] SoftmaxConstants(IRecorder recorder, Slot rows, double rate, int site) =>
    [
        Words(rows.RowsAt(recorder.Batch)), Words(rows.Columns), Words(rows.Rows), DropThreshold(rate), Bits(KeptScale(rate)), Words(site),
    ];

    /// <summary>The query's, key's or value's columns of (S, 3 · hidden), by head.</summary>
    private static Matrices PartOf(IRecorder recorder, Slot slot, int heads, int part)
    {
        long hidden = slot.Columns / Parts;
        return Interleaved(recorder, slot, heads) with { Start = part * hidden, Columns = hidden / heads, InnerStride = hidden / heads };
    }

    /// <summary>(S, heads · size): a head's rows are a whole row apart.</summary>
    private static Matrices Interleaved(IRecorder recorder, Slot slot, int heads) =>
        new(slot, 0, (long)recorder.Batch * heads, slot.Rows, slot.Columns / heads, slot.Columns, heads, slot.Count, slot.Columns / heads);

    /// <summary>(heads · S, S): one matrix behind the other.</summary>
    private static Matrices Stacked(IRecorder recorder, Slot slot, int heads) =>
        new(slot, 0, (long)recorder.Batch * heads, slot.Rows / heads, slot.Columns, slot.Columns, heads, slot.Count, slot.Count / heads);
}
