using ElectraGen.Runtime.Host.Fast.Vectors;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Fast.Loops;

/// <summary>From ids to rows of a table, and back.</summary>
internal static class TableLoops
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernelCut<float>>> All =>
    [
        new(KernelCatalog.Embed, ElementCuts.Cut(Embed, 0, 2)),
        new(KernelCatalog.TableGradient, ElementCuts.Cut(TableGradient, 1, 2)),
    ];

    private static void Embed(HostCall<float> call)
    {
        ReadOnlySpan<int> tokenIds = call.Integers(0), segmentIds = call.Integers(1);
        ReadOnlySpan<float> words = call.Numbers(2), positions = call.Numbers(3), segments = call.Numbers(4);
        int length = call.Count(1), width = call.Count(2);
        Range tokens = call.Part.ShareOf(call.Count(0));
        for (int token = tokens.Start.Value; token < tokens.End.Value; token++)
        {
            Span<float> output = call.Numbers(5).Slice(token * width, width);
            VectorMap.Apply(default(Sum), words.Slice(tokenIds[token] * width, width), segments.Slice(segmentIds[token] * width, width), output);
            if (call.Has(0))
                VectorMap.Apply(default(Sum), output, positions.Slice(token % length * width, width), output);
        }
    }

    /// <summary>Parts take columns, because the tokens of an id have to come in order.</summary>
    private static void TableGradient(HostCall<float> call)
    {
        ReadOnlySpan<int> tokenIds = call.Integers(0), order = call.Integers(1);
        ReadOnlySpan<float> outputGradient = call.Numbers(2);
        Span<float> tableGradient = call.Numbers(3);
        int columns = call.Count(2);
        Range share = call.Part.ShareOf(columns, ElementCuts.Group);
        int first = share.Start.Value, count = share.End.Value - first;
        foreach (int token in order[call.Count(0)..call.Count(1)])
        {
            Span<float> row = tableGradient.Slice((tokenIds[token] * columns) + first, count);
            VectorMap.Apply(default(Sum), row, outputGradient.Slice((token * columns) + first, count), row);
        }
    }
}
