namespace ElectraGen.Generators.Graphs;

internal enum ElementType
{
    Float32,
    Int32,

    /// <summary>A number that a run may keep in 16 bits: what layers hand on, and its gradient. Always batched.</summary>
    Activation,
}

/// <summary>
/// Dimensions of a value, outermost first; the batch B stands before them and is no number yet. As a matrix it has the last
/// dimension's columns and the product of the others as rows. Compares by structure; add only members that do.
/// </summary>
internal sealed record Shape(bool IsBatched, EquatableArray<int> Dimensions, ElementType Element = ElementType.Float32)
{
    public static Shape Batched(params int[] dimensions) => new(true, dimensions.ToEquatableArray());

    public static Shape Fixed(params int[] dimensions) => new(false, dimensions.ToEquatableArray());

    public static Shape Activations(params int[] dimensions) =>
        new(true, dimensions.ToEquatableArray(), ElementType.Activation);

    public static Shape BatchedIntegers(params int[] dimensions) =>
        new(true, dimensions.ToEquatableArray(), ElementType.Int32);

    public static Shape FixedIntegers(params int[] dimensions) =>
        new(false, dimensions.ToEquatableArray(), ElementType.Int32);

    public int Columns => Dimensions[Dimensions.Count - 1];

    /// <summary>Rows, per sequence where the shape is batched.</summary>
    public long Rows => Count / Columns;

    /// <summary>Elements, per sequence where the shape is batched.</summary>
    public long Count => Dimensions.Aggregate(1L, (product, dimension) => checked(product * dimension));

    /// <summary>Bytes where all numbers have 32 bits, per sequence where the shape is batched.</summary>
    public long Bytes => checked(Count * sizeof(float));

    /// <summary>(B, n) for one number a row: stored as n rows of one column.</summary>
    public static Shape ColumnVector(int rows, ElementType element = ElementType.Float32) =>
        new(true, EquatableArray.Of(rows, 1), element);

    /// <summary>The same numbers in 32 bits whatever the run's precision: what is summed up, and what a loss reads.</summary>
    public Shape Wide => this with { Element = ElementType.Float32 };

    /// <summary>For people: <c>(B, 128, 256)</c>; a trailing 1 is left out.</summary>
    public override string ToString()
    {
        IEnumerable<int> shown = Dimensions.Count > 1 && Columns == 1 ? Dimensions.Take(Dimensions.Count - 1) : Dimensions;
        return $"({(IsBatched ? "B, " : "")}{string.Join(", ", shown)})";
    }
}
