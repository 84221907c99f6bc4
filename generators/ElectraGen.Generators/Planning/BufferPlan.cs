using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>The planned segments; the names are the runtime's.</summary>
internal enum PlanSegment
{
    /// <summary>One a layer: what a layer keeps for its backward pass.</summary>
    Layer,

    /// <summary>Everything else that grows with the batch.</summary>
    Scratch,

    /// <summary>What does not grow with the batch.</summary>
    Fixed,
}

/// <summary>
/// A slot. Values that never live at one time in different places (in-place results, the four faces of a carry) share one.
/// Offsets and bytes are per sequence, in Fixed absolute; multiples of 64. A run of 16 bits halves all that are per sequence.
/// </summary>
/// <param name="Scope">The network of the value it is named for.</param>
/// <param name="Name">That value's name; unique in the scope.</param>
/// <param name="Shape">That value's shape.</param>
/// <param name="Segment">Where it lies.</param>
/// <param name="Offset">Bytes from the segment's start (of each layer's segment).</param>
/// <param name="Layers">0: it stands once. Else: one in each of so many layer segments, from layer 0.</param>
/// <param name="Lifetimes">Closed intervals of dispatches, in order; a loop's body counts once.</param>
internal sealed record PlanSlot(
    string Scope, string Name, Shape Shape, PlanSegment Segment, long Offset, int Layers, EquatableArray<Interval> Lifetimes);

internal readonly record struct Interval(int First, int Last)
{
    public bool Meets(Interval other) => First <= other.Last && other.First <= Last;

    public bool Contains(int time) => First <= time && time <= Last;
}

/// <summary>Where a value is found: a slot, and at which layer of it.</summary>
internal enum LayerIndex
{
    /// <summary>The slot stands once.</summary>
    None,

    /// <summary><c>[layer]</c>.</summary>
    Current,

    /// <summary><c>[layer + 1]</c>: what a forward turn hands on.</summary>
    Next,

    /// <summary><c>[0]</c>.</summary>
    First,

    /// <summary><c>[Layers]</c>: behind the last layer.</summary>
    Last,
}

internal sealed record Placement(int ValueId, int Slot, LayerIndex Index);

/// <summary>
/// The graph in the order in which it runs, with barriers, and a place for every value. Compares by structure.
/// </summary>
/// <param name="Graph">Scheduled passes with barriers.</param>
/// <param name="Sequences">How the passes follow one another, one of each kind in each stage.</param>
/// <param name="Slots">All slots, by first use.</param>
/// <param name="Placements">One for each planned value, by value id.</param>
/// <param name="LayerBytes">Bytes per sequence of each layer segment.</param>
/// <param name="ScratchBytes">Bytes per sequence of the scratch segment.</param>
/// <param name="FixedBytes">Bytes of the fixed segment.</param>
/// <param name="Steps">Dispatches, a loop's body counted once.</param>
/// <param name="Peaks">
/// Sums of live bytes, the largest at some batch and width of activations each: an arena has at least the largest of them.
/// </param>
internal sealed record BufferPlan(
    Graph Graph,
    EquatableArray<PassSequence> Sequences,
    EquatableArray<PlanSlot> Slots,
    EquatableArray<Placement> Placements,
    EquatableArray<long> LayerBytes,
    long ScratchBytes,
    long FixedBytes,
    int Steps,
    EquatableArray<LiveBytes> Peaks)
{
    public PassSequence Sequence(SequenceKind kind, int stage) =>
        Sequences.First(sequence => sequence.Kind == kind && sequence.Stage == stage);

    /// <summary>Bytes per sequence of all layers and scratch.</summary>
    public long SequenceBytes => LayerBytes.Sum() + ScratchBytes;

    /// <summary>Bytes of all planned segments at a batch, activations having one <paramref name="activationDivisor"/>th of 32 bits.</summary>
    public long ArenaBytes(int batch, int activationDivisor = 1) => checked((SequenceBytes / activationDivisor * batch) + FixedBytes);
}

/// <summary>Bytes that are live at one time, where all numbers have 32 bits.</summary>
/// <param name="PerSequence">What grows with the batch and always has 32 bits.</param>
/// <param name="Activations">What grows with the batch and may be narrower.</param>
/// <param name="Constant">What does not grow.</param>
internal readonly record struct LiveBytes(long PerSequence, long Activations, long Constant)
{
    /// <summary>Bytes at a batch, activations having one <paramref name="activationDivisor"/>th of 32 bits.</summary>
    public long At(int batch, int activationDivisor = 1) => checked((SequenceBytes(activationDivisor) * batch) + Constant);

    public long SequenceBytes(int activationDivisor = 1) => checked(PerSequence + (Activations / activationDivisor));

    public static LiveBytes operator +(LiveBytes left, LiveBytes right) =>
        new(left.PerSequence + right.PerSequence, left.Activations + right.Activations, left.Constant + right.Constant);
}
