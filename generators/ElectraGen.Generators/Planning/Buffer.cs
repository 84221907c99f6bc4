using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>Values that share one place. Mutable while the plan is made.</summary>
/// <param name="name">The value that it is named for.</param>
/// <param name="layers">0: it stands once. Else: one in each of so many layer segments.</param>
/// <param name="home">The repeat that alone knows of it, if it is neither kept nor handed on.</param>
internal sealed class Buffer(Value name, int layers, Loop? home)
{
    public Value Name { get; } = name;

    public int Layers { get; private set; } = layers;

    public Loop? Home { get; private set; } = home;

    /// <summary>One more entry than its repeat has turns: the stream between the layers.</summary>
    public bool IsStack { get; init; }

    /// <summary>Values that lie here, and at which layer.</summary>
    public Dictionary<int, LayerIndex> Members { get; } = [];

    /// <summary>When each member lives; of a stack, when all do.</summary>
    public List<(Value Value, Interval Life)> Lives { get; } = [];

    public Shape Shape => Name.Shape;

    public PlanSegment Segment =>
        Layers > 0 ? PlanSegment.Layer : Shape.IsBatched ? PlanSegment.Scratch : PlanSegment.Fixed;

    public bool IsActivation => Shape.Element == ElementType.Activation;

    /// <summary>Bytes of its numbers (per sequence, where it grows with the batch), rounded up to what slots are aligned to.</summary>
    public long LiveBytes => (Shape.Bytes + Alignment - 1) / Alignment * Alignment;

    /// <summary>
    /// Bytes of its place. A run of 16 bits halves all offsets that grow with the batch: what keeps 32 bits there has a place of twice its
    /// size.
    /// </summary>
    public long Bytes => Shape.IsBatched && !IsActivation ? 2 * LiveBytes : LiveBytes;

    /// <summary>Every device takes a slot that starts at a multiple of this, or of its half.</summary>
    private const int Alignment = 64;

    public void Add(Value value, LayerIndex index, Interval? life)
    {
        Members.Add(value.Id, index);
        if (life is { } interval)
            Lives.Add((value, interval));
    }

    /// <summary>Takes in another's members, at one layer of this one's.</summary>
    public void Absorb(Buffer other, LayerIndex index)
    {
        foreach (int id in other.Members.Keys)
            Members.Add(id, index);
        Lives.AddRange(other.Lives);
        Home = Home == other.Home ? Home : null;
    }

    /// <summary>Gives each turn of its repeat an entry in the layer's segment.</summary>
    public void MoveIntoLayers()
    {
        Layers = Home!.Repeat.Count;
        foreach (int id in Members.Keys.ToArray())
            Members[id] = LayerIndex.Current;
    }

    public override string ToString() => Name.ToString();
}
