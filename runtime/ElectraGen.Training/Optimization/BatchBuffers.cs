using ElectraGen.Runtime;

namespace ElectraGen.Training.Optimization;

/// <summary>A batch on its way to the device: [B, S] each.</summary>
internal sealed class BatchBuffers
{
    private readonly Slot tokenIdsSlot, segmentIdsSlot, attentionMaskSlot;

    public BatchBuffers(IModel model, int batch)
    {
        int tokens = checked(batch * model.Description.SequenceLength);
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

    /// <summary>Writes the batch to the device.</summary>
    public void Upload(ISession session)
    {
        session.Write(tokenIdsSlot, TokenIds);
        session.Write(segmentIdsSlot, SegmentIds);
        session.Write(attentionMaskSlot, AttentionMask);
    }

    private static Slot Find(IModel model, string name) =>
        model.Plan.Inputs.Single(input => input.Name == name).Slot;
}
