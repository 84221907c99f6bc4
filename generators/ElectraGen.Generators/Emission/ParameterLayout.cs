using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Emission;

/// <summary>Where a parameter lies: in bytes from the arena's start, layers a stride apart.</summary>
internal sealed record ParameterPlace(ParameterInfo Info, long Offset, long Stride);

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

    private static long Aligned(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
