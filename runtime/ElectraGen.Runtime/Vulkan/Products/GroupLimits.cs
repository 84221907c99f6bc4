namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>How large a group may be.</summary>
/// <param name="Invocations">Invocations of a group in one dimension.</param>
/// <param name="SharedBytes">Shared memory of a group.</param>
internal sealed record GroupLimits(int Invocations, int SharedBytes)
{
    /// <summary>What Vulkan 1.2 promises everywhere.</summary>
    public static GroupLimits Promised { get; } = new(128, 16_384);

    public bool Allow(MatrixTile tile) => tile.GroupSize <= Invocations && tile.SharedBytes <= SharedBytes;
}
