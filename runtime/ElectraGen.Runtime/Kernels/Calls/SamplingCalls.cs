namespace ElectraGen.Runtime.Kernels;

public static partial class KernelCalls
{
    /// <summary>sampledIds (P, 1), every id of the vocabulary as likely as any other.</summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="vocabulary">Entries of the vocabulary.</param>
    /// <param name="site">Which draw this is.</param>
    /// <param name="sampledIds">(P, 1) of integers.</param>
    /// <param name="forbiddenIds">(P, 1): an id a row that is not drawn; none if absent.</param>
    public static void SampleUniform(this IRecorder recorder, int vocabulary, int site, Slot sampledIds, Slot forbiddenIds = default)
    {
        long rows = sampledIds.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.SampleUniform, forbiddenIds.IsNone ? 0 : 1u, [StepScalars.Slot, forbiddenIds, sampledIds],
            [Words(rows), Words(sampledIds.Rows), Words(vocabulary), Words(site)], new WorkSize(rows));
    }

    /// <summary>sampledIds (P, 1), as likely as the alias table (vocabulary, 2) has them.</summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="table">What <see cref="Randomness.AliasTable"/> builds.</param>
    /// <param name="site">Which draw this is.</param>
    /// <param name="sampledIds">(P, 1) of integers.</param>
    /// <param name="forbiddenIds">(P, 1): an id a row that is not drawn; none if absent.</param>
    public static void SampleUnigram(this IRecorder recorder, Slot table, int site, Slot sampledIds, Slot forbiddenIds = default)
    {
        long rows = sampledIds.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.SampleUnigram, forbiddenIds.IsNone ? 0 : 1u, [table, StepScalars.Slot, forbiddenIds, sampledIds],
            [Words(rows), Words(sampledIds.Rows), Words(table.Rows), Words(site)], new WorkSize(rows));
    }
}
