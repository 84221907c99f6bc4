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

/// <summary>What an operation does to a region.</summary>
internal readonly record struct RegionUse(Region Region, bool IsWrite)
{
    /// <summary>Whether two operations must not run at one time.</summary>
    public bool Meets(RegionUse other) => (IsWrite || other.IsWrite) && Region.Overlaps(other.Region);
}

/// <summary>
/// Where the operands of an operation lie, turn by turn. What the host writes between steps lies nowhere, and so do parameters: they
/// change behind the norm of all gradients.
/// </summary>
internal sealed class MemoryMap(BufferAssignment buffers, EquatableArray<ParameterInfo> parameters, IReadOnlyDictionary<Buffer, long>? offsets)
{
    /// <summary>Memories behind those of the segments: buffers that have no offsets yet, then gradients.</summary>
    private const int FirstBuffer = 16, FirstGradient = 1 << 24;

    private readonly HashSet<int> layerParameters = [.. parameters.Where(parameter => parameter.Layers > 0).Select(parameter => parameter.Value.Id)];

    public IEnumerable<RegionUse> Uses(Event happening)
    {
        Operation operation = happening.Operation;
        foreach (Argument argument in operation.Arguments)
        {
            if (Find(argument, happening.Turn) is { } region)
                yield return new RegionUse(region, argument.Access != Access.Read);
        }

        if (operation.Settings.Any(setting => setting.IsArena))
        {
            foreach (RegionUse gradient in AllGradients(isWrite: false))
                yield return gradient;
        }
    }

    /// <summary>The gradients of all parameters, in all layers that a walkthrough comes to.</summary>
    public IEnumerable<RegionUse> AllGradients(bool isWrite) =>
        from parameter in parameters
        from layer in Enumerable.Range(0, Walkthrough.Turns(Math.Max(parameter.Layers, 1)))
        select new RegionUse(new Region(FirstGradient + parameter.Value.Id, layer, 0, long.MaxValue), isWrite);

    private Region? Find(Argument argument, int turn)
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
            : new Region((int)buffer.Segment, entry, offsets[buffer], offsets[buffer] + Reach(value.Shape));
    }

    /// <summary>Planned bytes that a value may cover: in a run of 16 bits, offsets that grow with the batch are halved, and numbers of 32 bits are not.</summary>
    private static long Reach(Shape shape) => shape.IsBatched && shape.Element != ElementType.Activation ? 2 * shape.Bytes : shape.Bytes;

    /// <summary>The layer of a walkthrough that a value lies at.</summary>
    public static int LayerOf(Buffer buffer, Value value, int turn) => buffer.Members[value.Id] switch
    {
        LayerIndex.Current => turn,
        LayerIndex.Next => turn + 1,
        LayerIndex.Last => Walkthrough.Turns(buffer.Layers - 1),
        _ => 0,
    };
}
