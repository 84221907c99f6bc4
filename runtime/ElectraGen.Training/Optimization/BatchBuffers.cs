using ElectraGen.Runtime;

namespace ElectraGen.Training.Optimization;

/// <summary>A step's whole batch on its way to the device: [B, S] each.</summary>
internal sealed class BatchBuffers
{
    private readonly int length;
    private readonly Slot tokenIdsSlot, segmentIdsSlot, attentionMaskSlot;

    public BatchBuffers(IModel model, int batch)
    {
        length = model.Description.SequenceLength;
        int tokens = checked(batch * length);
        TokenIds = new int[tokens];
        SegmentIds = new int[tokens];
        AttentionMask = new int[tokens];
        tokenIdsSlot = Find(model, "token_ids");
        segmentIdsSlot = Find(model, "segment_ids");
        attentionMaskSlot = Find(model, "attention_mask");
    }

    public int[] TokenIds { get; }

    public int[] SegmentIds { get; }

    /// <summary>1 at tokens, 0 at padding.</summary>
    public int[] AttentionMask { get; }

    /// <summary>1 at tokens, 0 at padding, of as many sequences from the first on.</summary>
    public ReadOnlySpan<int> AttentionMaskOf(int first, int count) => Part(AttentionMask, first, count);

    /// <summary>Writes to the device as many sequences as it takes, from the first on.</summary>
    public void Upload(ISession session, int first = 0)
    {
        session.Write(tokenIdsSlot, Part(TokenIds, first, session.Batch));
        session.Write(segmentIdsSlot, Part(SegmentIds, first, session.Batch));
        session.Write(attentionMaskSlot, Part(AttentionMask, first, session.Batch));
    }

    private ReadOnlySpan<int> Part(int[] tokens, int first, int count) => tokens.AsSpan(first * length, count * length);

    private static Slot Find(IModel model, string name) =>
        model.Plan.Inputs.Single(input => input.Name == name).Slot;
}
