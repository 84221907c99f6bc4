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
                Threshold(keptFraction), Words(site),
            ],
            new WorkSize(tokenIds.CountAt(recorder.Batch)));
    }

    /// <summary>Draws positions (P, 1) with replacement; targets are the ids there, weights 1 where there is one.</summary>
    public static void DrawMasked(
        this IRecorder recorder, Slot tokenIds, Slot attentionMask, int fractionMillionths, int site,
        Slot positions, Slot targets, Slot weights)
    {
        recorder.Dispatch(
            KernelCatalog.DrawMasked, 0, [tokenIds, attentionMask, StepScalars.Slot, positions, targets, weights],
            [
                Words(recorder.Batch), Words(tokenIds.Rows), Words(positions.Rows), Words(fractionMillionths),
                SpecialTokens.Classification, SpecialTokens.Separator, SpecialTokens.Mask, Words(site),
            ],
            new WorkSize(positions.CountAt(recorder.Batch)));
    }

    /// <summary>Counts the draws of each position, and hides positions behind [MASK] where not all of a position's draws are among the fraction <paramref name="keptFraction"/>.</summary>
    public static void HideDrawn(
        this IRecorder recorder, Slot tokenIds, Slot positions, double keptFraction, int site, Slot drawn, Slot maskedIds)
    {
        recorder.Dispatch(
            KernelCatalog.HideDrawn, 0, [tokenIds, positions, StepScalars.Slot, drawn, maskedIds],
            [
                Words(recorder.Batch), Words(tokenIds.Rows), Words(positions.Rows), SpecialTokens.Mask, Threshold(keptFraction), Words(site),
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

    /// <summary>Words below it are that fraction of all.</summary>
    private static uint Threshold(double fraction) => (uint)Math.Round(fraction * 4294967296.0);
}
