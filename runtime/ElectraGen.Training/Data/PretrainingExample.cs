namespace ElectraGen.Training.Data;

/// <summary>One sequence of training: [CLS] A [SEP], or [CLS] A [SEP] B [SEP], without padding.</summary>
/// <param name="TokenIds">Ids, at most as many as the sequence length.</param>
/// <param name="FirstSegmentLength">Tokens of segment 0: [CLS], A and its [SEP].</param>
internal sealed record PretrainingExample(int[] TokenIds, int FirstSegmentLength)
{
    /// <summary>Whether there is no B.</summary>
    public bool IsSingleSegment => FirstSegmentLength == TokenIds.Length;

    /// <summary>Tokens of A and B.</summary>
    public int TextTokens => TokenIds.Length - (IsSingleSegment ? 2 : 3);
}
