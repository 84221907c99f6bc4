namespace ElectraGen.Runtime.Kernels;

public static partial class KernelCalls
{
    /// <summary>to (S, 1) = 1 at the positions chosen for masking, else 0.</summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="tokenIds">(S, 1).</param>
    /// <param name="attentionMask">(S, 1).</param>
    /// <param name="fractionMillionths">The masked fraction in millionths: integers, so that host and device round alike.</param>
    /// <param name="maximum">Most positions of a sequence.</param>
    /// <param name="site">Which draw this is.</param>
    /// <param name="to">(S, 1) of integers.</param>
    public static void ChooseMasked(
        this IRecorder recorder, Slot tokenIds, Slot attentionMask, int fractionMillionths, int maximum, int site, Slot to)
    {
        recorder.Dispatch(
            KernelCatalog.ChooseMasked, 0, [tokenIds, attentionMask, StepScalars.Slot, to],
            [
                Words(recorder.Batch), Words(tokenIds.Rows), Words(maximum), Words(fractionMillionths),
                SpecialTokens.Classification, SpecialTokens.Separator, SpecialTokens.Mask, Words(site),
            ],
            new WorkSize(tokenIds.CountAt(recorder.Batch)));
    }

    /// <summary>Hides the chosen positions behind [MASK], all but the fraction <paramref name="keptFraction"/> of them.</summary>
    public static void ApplyMask(
        this IRecorder recorder, Slot tokenIds, Slot chosen, double keptFraction, int site,
        Slot positions, Slot targets, Slot weights, Slot maskedIds)
    {
        recorder.Dispatch(
            KernelCatalog.ApplyMask, 0, [tokenIds, chosen, StepScalars.Slot, positions, targets, weights, maskedIds],
            [
                Words(recorder.Batch), Words(tokenIds.Rows), Words(positions.Rows), SpecialTokens.Mask,
                (uint)Math.Round(keptFraction * 4294967296.0), Words(site),
            ],
            new WorkSize(tokenIds.CountAt(recorder.Batch)));
    }

    /// <summary>Puts the samples (P, 1) at their positions and labels what they changed.</summary>
    public static void Corrupt(this IRecorder recorder, Slot tokenIds, Slot positions, Slot sampledIds, Slot corruptedIds, Slot labels)
    {
        recorder.Dispatch(
            KernelCatalog.Corrupt, 0, [tokenIds, positions, sampledIds, corruptedIds, labels],
            [Words(recorder.Batch), Words(tokenIds.Rows), Words(positions.Rows)],
            new WorkSize(tokenIds.CountAt(recorder.Batch)));
    }
}
