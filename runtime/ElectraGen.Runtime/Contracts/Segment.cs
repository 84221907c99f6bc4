namespace ElectraGen.Runtime;

/// <summary>
/// A region of device memory that no slot leaves. Parameters, gradients and both moments are flat arenas of one layout;
/// <see cref="Input"/>, <see cref="Layer"/> and <see cref="Scratch"/> grow with the batch, the others do not.
/// </summary>
public enum SegmentKind
{
    /// <summary>fp32 master weights.</summary>
    Parameters,

    /// <summary>Gradients, at the parameters' offsets.</summary>
    Gradients,

    /// <summary>Adam's first moments, at the parameters' offsets.</summary>
    FirstMoments,

    /// <summary>Adam's second moments, at the parameters' offsets.</summary>
    SecondMoments,

    /// <summary>The batch.</summary>
    Input,

    /// <summary>What a layer's backward pass needs of its forward pass; one segment a layer.</summary>
    Layer,

    /// <summary>Everything else that grows with the batch.</summary>
    Scratch,

    /// <summary>What does not grow with the batch: partial sums, scalars.</summary>
    Fixed,

    /// <summary>Step number, seed, learning rate, see <see cref="StepScalars"/>.</summary>
    Scalars,

    /// <summary>What the host writes once, before the first step: tables to draw from.</summary>
    Constants,
}

/// <summary>One segment; <paramref name="Index"/> is the layer of a <see cref="SegmentKind.Layer"/> segment and 0 elsewhere.</summary>
public readonly record struct Segment(SegmentKind Kind, int Index = 0)
{
    /// <summary>Whether offsets and sizes inside are per sequence and have to be multiplied by the batch.</summary>
    public bool IsBatched => Kind is SegmentKind.Input || IsHalved;

    /// <summary>
    /// Whether a 16-bit <see cref="Precision"/> has half of its planned bytes, and half of every offset inside. What keeps 32 bits there
    /// has a place of twice its size.
    /// </summary>
    public bool IsHalved => Kind is SegmentKind.Layer or SegmentKind.Scratch;
}
