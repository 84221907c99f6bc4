namespace ElectraGen.Runtime;

/// <summary>
/// A trained matrix (a vector is one row). It converts to the slot that holds its value; its gradient and moments lie at the
/// same offset of their own segments.
/// </summary>
/// <param name="Offset">Bytes from the start of the parameters.</param>
/// <param name="Rows">Rows: outputs of a linear map, entries of a table.</param>
/// <param name="Columns">Columns: inputs of a linear map, width of a table or vector.</param>
public readonly record struct Parameter(long Offset, int Rows, int Columns)
{
    /// <summary>An absent parameter.</summary>
    public static Parameter None => default;

    /// <summary>Where the value lies.</summary>
    public Slot Value => In(SegmentKind.Parameters);

    /// <summary>Where the gradient lies.</summary>
    public Slot Gradient => In(SegmentKind.Gradients);

    /// <summary>A run of whole rows.</summary>
    public Parameter RowRange(int first, int count) =>
        this with { Offset = Offset + (long)first * Columns * sizeof(float), Rows = count };

    /// <summary>A run of a vector's elements.</summary>
    public Parameter ColumnRange(int first, int count) =>
        this with { Offset = Offset + (long)first * sizeof(float), Columns = count };

    /// <summary>The slot at this offset of one of the flat arenas.</summary>
    public Slot In(SegmentKind arena) => Columns == 0 ? Slot.None : new Slot(new Segment(arena), Offset, Rows, Columns);

    /// <summary>The slot of the value.</summary>
    public static implicit operator Slot(Parameter parameter) => parameter.Value;
}

/// <summary>A parameter that every layer has one of, at a constant distance from the one before.</summary>
public readonly record struct LayerParameters(long Offset, long Stride, int Rows, int Columns)
{
    /// <summary>The parameter of one layer.</summary>
    public Parameter this[int layer] => new(Offset + layer * Stride, Rows, Columns);
}
