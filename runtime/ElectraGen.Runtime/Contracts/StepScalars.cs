using System.Runtime.InteropServices;

namespace ElectraGen.Runtime;

/// <summary>
/// What differs from step to step while the recording stays: the first bytes of the <see cref="SegmentKind.Scalars"/> segment,
/// mirrored by <c>shaders/include/scalars.glsl</c>.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct StepScalars
{
    /// <summary>Key of every random draw.</summary>
    public uint Seed;

    /// <summary>Step number, counted from 0.</summary>
    public uint Step;

    /// <summary>Index, within the step's whole batch, of the first sequence of this recording.</summary>
    public uint FirstSequence;

    /// <summary>1: dropout draws; 0: dropout passes its input on (evaluation, traces).</summary>
    public uint DropoutEnabled;

    /// <summary>The rate of this step.</summary>
    public float LearningRate;

    /// <summary>
    /// Gradients are 2 to this power times what they are, from the loss to the update, which takes the factor out again; so that small
    /// ones are numbers in <see cref="Precision.Fp16"/>.
    /// </summary>
    public uint LossScaleExponent;

    /// <summary>Bytes of the segment.</summary>
    public const int SegmentBytes = 64;

    /// <summary>The whole segment as a slot.</summary>
    public static Slot Slot => new(new Segment(SegmentKind.Scalars), 0, 1, SegmentBytes / sizeof(uint), Element.Int32);
}
