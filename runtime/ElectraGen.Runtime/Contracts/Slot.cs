namespace ElectraGen.Runtime;

/// <summary>
/// A planned place in a segment: a row-major matrix. In a batched segment <see cref="Offset"/> and <see cref="Rows"/> are per
/// sequence: at batch B the slot starts at <c>Offset · B</c> and has <c>Rows · B</c> rows.
/// </summary>
/// <param name="Segment">The segment.</param>
/// <param name="Offset">Planned bytes from the segment's start; a multiple of 64 except inside parameters.</param>
/// <param name="Rows">Rows (per sequence, in a batched segment).</param>
/// <param name="Columns">Columns.</param>
/// <param name="Element">The element type. All are planned with four bytes; see <see cref="Precisions"/> for what a run makes of them.</param>
public readonly record struct Slot(Segment Segment, long Offset, int Rows, int Columns, Element Element = Element.Float32)
{
    /// <summary>An operand that a kernel does without; its address is 0.</summary>
    public static Slot None => default;

    /// <summary>Whether this is <see cref="None"/>.</summary>
    public bool IsNone => Columns == 0;

    /// <summary>Elements (per sequence, in a batched segment).</summary>
    public long Count => (long)Rows * Columns;

    /// <summary>Bytes (per sequence, in a batched segment).</summary>
    public long Bytes => Count * sizeof(float);

    /// <summary>A run of whole rows of an unbatched slot: a slice of a table.</summary>
    public Slot RowRange(int first, int count) =>
        this with { Offset = Offset + (long)first * Columns * sizeof(float), Rows = count };

    /// <summary>As many rows of another width, close together: scratch that is not used in full.</summary>
    public Slot WithColumns(int columns) => this with { Columns = columns };

    /// <summary>Rows at <paramref name="batch"/> sequences.</summary>
    public long RowsAt(int batch) => Segment.IsBatched ? (long)Rows * batch : Rows;

    /// <summary>Elements at <paramref name="batch"/> sequences.</summary>
    public long CountAt(int batch) => RowsAt(batch) * Columns;

    /// <summary>Planned byte offset at <paramref name="batch"/> sequences.</summary>
    public long OffsetAt(int batch) => Segment.IsBatched ? Offset * batch : Offset;

    /// <summary>Planned byte length at <paramref name="batch"/> sequences.</summary>
    public long BytesAt(int batch) => CountAt(batch) * sizeof(float);
}
