namespace ElectraGen.Runtime;

/// <summary>
/// A slot that every layer has one of, kept for the backward pass: entry <c>layer</c> lies in segment <c>Layer[layer]</c>, at
/// one offset in all of them.
/// </summary>
public readonly record struct LayerSlots(long Offset, int Rows, int Columns, Element Element = Element.Float32)
{
    /// <summary>The slot of one layer.</summary>
    public Slot this[int layer] => new(new Segment(SegmentKind.Layer, layer), Offset, Rows, Columns, Element);
}
