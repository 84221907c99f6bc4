using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Emission;

/// <summary>Where a parameter lies: in bytes from the arena's start, layers a stride apart.</summary>
internal sealed record ParameterPlace(ParameterInfo Info, long Offset, long Stride)
{
    /// <summary>Behind the last layer's, aligned.</summary>
    public long End => Offset + (Stride * Math.Max(Info.Layers - 1, 0)) + ParameterLayout.Aligned(Info.Value.Shape.Bytes);
}

/// <summary>Parameters that stand once (layers 0), or those of one network's layers, layer after layer.</summary>
internal sealed record ParameterBlock(int Layers, EquatableArray<ParameterPlace> Places);

/// <summary>
/// The parameter arena: what decays comes first, so that the optimiser is two ranges; within that the order of declaration.
/// Each parameter starts at a multiple of 64 bytes; gaps hold zeros and stay zero.
/// </summary>
internal sealed record ParameterLayout(EquatableArray<ParameterBlock> Blocks, long DecayedBytes, long Bytes)
{
    public const int Alignment = 64;

    public IEnumerable<ParameterPlace> Places => Blocks.SelectMany(block => block.Places);

    public static ParameterLayout Of(IEnumerable<ParameterInfo> parameters)
    {
        List<ParameterBlock> blocks = [];
        long end = Place([.. parameters.Where(info => info.IsDecayed)], 0, blocks);
        long decayedBytes = end;
        end = Place([.. parameters.Where(info => !info.IsDecayed)], end, blocks);
        return new ParameterLayout(blocks.ToEquatableArray(), decayedBytes, end);
    }

    /// <summary>
    /// The parameters that have a gradient in a stage. An objective of several stages declares them one stage after the other, so that
    /// they lie together.
    /// </summary>
    public IReadOnlyList<ParameterPlace> TrainedIn(Graph graph, int stage)
    {
        HashSet<int> trained =
        [
            .. graph.Passes.Where(pass => pass.RunsIn(stage)).SelectMany(pass => pass.Nodes.Operations())
                .SelectMany(operation => operation.Arguments)
                .Where(argument => argument.Access == Access.AccumulateGradient).Select(argument => argument.Value.Id),
        ];
        return [.. Places.Where(place => trained.Contains(place.Info.Value.Id))];
    }

    private static long Place(IReadOnlyList<ParameterInfo> parameters, long offset, List<ParameterBlock> blocks)
    {
        for (int first = 0, next; first < parameters.Count; first = next)
        {
            ParameterInfo head = parameters[first];
            next = first + 1;
            while (next < parameters.Count && parameters[next].Layers == head.Layers && parameters[next].Value.Scope == head.Value.Scope)
                next++;

            ParameterInfo[] group = [.. parameters.Skip(first).Take(next - first)];
            long stride = group.Sum(info => Aligned(info.Value.Shape.Bytes));
            List<ParameterPlace> places = [];
            long within = 0;
            foreach (ParameterInfo info in group)
            {
                places.Add(new(info, checked(offset + within), stride));
                within += Aligned(info.Value.Shape.Bytes);
            }

            blocks.Add(new(head.Layers, places.ToEquatableArray()));
            offset = checked(offset + stride * Math.Max(head.Layers, 1));
        }

        return offset;
    }

    public static long Aligned(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
