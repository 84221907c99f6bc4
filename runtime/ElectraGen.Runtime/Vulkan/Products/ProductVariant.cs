namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>What the shader of a product is compiled for beside the call's options.</summary>
/// <param name="Tile">The tile.</param>
/// <param name="IsLeftAligned">See <see cref="ProductCall.IsLeftAligned"/>.</param>
/// <param name="IsRightAligned">See <see cref="ProductCall.IsRightAligned"/>.</param>
internal sealed record ProductVariant(MatrixTile Tile, bool IsLeftAligned = false, bool IsRightAligned = false)
{
    /// <summary>Everything that the shader is told.</summary>
    public IEnumerable<string> Definitions
    {
        get
        {
            foreach (string definition in Tile.Definitions)
                yield return definition;
            if (IsLeftAligned)
                yield return "LEFT_ALIGNED";
            if (IsRightAligned)
                yield return "RIGHT_ALIGNED";
        }
    }

    /// <summary>The variant for a call whose operands lie at these addresses.</summary>
    public static ProductVariant Of(MatrixTile tile, ProductCall call, ulong left, ulong right) =>
        tile.LoadsQuads ? new(tile, call.IsLeftAligned(left), call.IsRightAligned(right)) : new(tile);
}
