using ElectraGen.Runtime;

namespace Runtime.Tests.Kernels;

/// <summary>Lays out slots one behind the other, for tests that need a few of them and have no plan.</summary>
internal sealed class SlotLayout(int batch)
{
    private const long Alignment = 64;
    private readonly Dictionary<SegmentKind, long> ends = [];

    /// <summary>Sequences.</summary>
    public int Batch { get; } = batch;

    /// <summary>The segments that hold what was placed so far, and the scalars.</summary>
    public IReadOnlyList<SegmentSize> Segments
    {
        get
        {
            List<SegmentSize> segments = [new(new Segment(SegmentKind.Scalars), StepScalars.SegmentBytes)];
            foreach ((SegmentKind kind, long end) in ends)
            {
                Segment segment = new(kind);
                segments.Add(new(segment, segment.IsBatched ? end * Batch : end));
            }

            return segments;
        }
    }

    /// <summary>A slot of floats with so many rows a sequence.</summary>
    public Slot PerSequence(int rows, int columns) => Place(SegmentKind.Scratch, rows, columns, Element.Float32);

    /// <summary>A slot of integers with so many rows a sequence.</summary>
    public Slot IntegersPerSequence(int rows, int columns = 1) => Place(SegmentKind.Input, rows, columns, Element.Int32);

    /// <summary>A slot of floats that does not grow with the batch.</summary>
    public Slot Fixed(int rows, int columns) => Place(SegmentKind.Fixed, rows, columns, Element.Float32);

    /// <summary>A slot of integers that is written once.</summary>
    public Slot ConstantIntegers(int rows, int columns) => Place(SegmentKind.Constants, rows, columns, Element.Int32);

    /// <summary>A parameter, close behind the one before, with its gradient and both moments.</summary>
    public Parameter Parameter(int rows, int columns)
    {
        long offset = ends.GetValueOrDefault(SegmentKind.Parameters);
        foreach (SegmentKind arena in (ReadOnlySpan<SegmentKind>)
            [SegmentKind.Parameters, SegmentKind.Gradients, SegmentKind.FirstMoments, SegmentKind.SecondMoments])
            ends[arena] = offset + ((long)rows * columns * sizeof(float));
        return new Parameter(offset, rows, columns);
    }

    private Slot Place(SegmentKind kind, int rows, int columns, Element element)
    {
        long offset = ends.GetValueOrDefault(kind);
        Slot slot = new(new Segment(kind), offset, rows, columns, element);
        // As in a plan: what keeps 32 bits where activations are halved has a place of twice its size
        long bytes = slot.Segment.IsHalved ? 2 * slot.Bytes : slot.Bytes;
        ends[kind] = (offset + bytes + Alignment - 1) / Alignment * Alignment;
        return slot;
    }
}
