using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>A run of bytes in one of the memories that do not overlap.</summary>
/// <param name="Memory">Which: a segment, a buffer, a parameter's gradient.</param>
/// <param name="Layer">Which layer's.</param>
/// <param name="First">First byte.</param>
/// <param name="End">Behind the last byte.</param>
internal readonly record struct Region(int Memory, int Layer, long First, long End)
{
    public bool Overlaps(Region other) =>
        Memory == other.Memory && Layer == other.Layer && First < other.End && other.First < End;
}

/// <summary>Where the arguments of an operation lie, turn by turn. What only the host writes lies nowhere.</summary>
internal sealed class MemoryMap(BufferAssignment buffers, HashSet<int> layerParameters, IReadOnlyDictionary<Buffer, long>? offsets)
{
    /// <summary>Memories behind those of the segments: buffers that have no offsets yet, then gradients.</summary>
    private const int FirstBuffer = 16, FirstGradient = 1 << 24;

    public Region? Find(Argument argument, int turn)
    {
        Value value = argument.Value;
        if (argument.Access == Access.AccumulateGradient)
        {
            int layer = layerParameters.Contains(value.Id) ? turn : 0;
            long first = (long)argument.SliceRows * turn;
            return new Region(FirstGradient + value.Id, layer, first, argument.SliceRows == 0 ? long.MaxValue : first + argument.SliceRows);
        }

        if (value.Storage != Storage.Planned)
            return null;
        Buffer buffer = buffers[value];
        int entry = LayerOf(buffer, value, turn);
        return offsets is null
            ? new Region(FirstBuffer + buffer.Members.Keys.Min(), entry, 0, 1)
            : new Region((int)buffer.Segment, entry, offsets[buffer], offsets[buffer] + buffer.Bytes);
    }

    /// <summary>The layer of a walkthrough that a value lies at.</summary>
    public static int LayerOf(Buffer buffer, Value value, int turn) => buffer.Members[value.Id] switch
    {
        LayerIndex.Current => turn,
        LayerIndex.Next => turn + 1,
        LayerIndex.Last => Walkthrough.Turns(buffer.Layers - 1),
        _ => 0,
    };
}
