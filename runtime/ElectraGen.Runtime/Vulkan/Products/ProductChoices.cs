namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>
/// Which tier and tile a device uses for which products. A tier of 16 bits is checked before its first use and dropped where it
/// computes something else. Of single precision all tiers give the same bits, so that a choice there changes none.
/// </summary>
internal sealed class ProductChoices
{
    private readonly IReadOnlyList<MatrixTier> tiers;
    private readonly Precision arithmetic;
    private readonly TierCheck check;
    private readonly ProductTuner? tuner;
    private readonly SortedDictionary<string, string> made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> dropped = [];
    private readonly HashSet<(uint Options, ProductVariant Variant)> passed = [];

    /// <param name="tiers">The candidates, preferred ones first; the last one of single precision.</param>
    /// <param name="check">For tiers of 16 bits.</param>
    /// <param name="tuner">Measures; null: the first tile of the first tier does.</param>
    public ProductChoices(IReadOnlyList<MatrixTier> tiers, TierCheck check, ProductTuner? tuner)
    {
        this.tiers = tiers;
        arithmetic = tiers[0].Arithmetic;
        this.check = check;
        this.tuner = tuner;
    }

    /// <summary>What was chosen so far: the tier and tile by the name of the class.</summary>
    public IReadOnlyDictionary<string, string> Made => made;

    /// <summary>Tiers that did not pass their check, and why.</summary>
    public IReadOnlyDictionary<string, string> Dropped => dropped;

    /// <summary>
    /// Chooses from now on as another session did, so that the same bits come out; classes that it did not meet are open. A tier
    /// without a tile stands for any of its tiles.
    /// </summary>
    public void Repeat(IReadOnlyDictionary<string, string> choices)
    {
        foreach ((string name, string choice) in choices)
            made[name] = choice;
    }

    /// <summary>How a call is computed.</summary>
    /// <param name="options">The call's options.</param>
    /// <param name="constants">Its constants.</param>
    /// <param name="work">Its work.</param>
    /// <param name="left">Address of its left operand.</param>
    /// <param name="right">Address of its right operand.</param>
    /// <param name="isNarrow">Whether an operand has 16 bits in memory, which flexible tiles do not load.</param>
    public ProductVariant Choose(uint options, ReadOnlySpan<uint> constants, WorkSize work, ulong left, ulong right, bool isNarrow)
    {
        ProductCall call = new(options, constants);
        ProductSize size = call.SizeOf(work);
        ProductClass shape = ProductClass.Of(size, arithmetic);
        while (true)
        {
            (MatrixTier tier, MatrixTile tile) = Choose(shape, size, options, isNarrow);
            ProductVariant variant = ProductVariant.Of(tile, call, left, right);
            if (tier.Arithmetic == Precision.Fp32 || Passes(tier, options, variant))
                return variant;
        }
    }

    private (MatrixTier Tier, MatrixTile Tile) Choose(ProductClass shape, ProductSize size, uint options, bool isNarrow)
    {
        ProductCandidate[] candidates = [.. Candidates(isNarrow)];
        string key = isNarrow ? $"{shape.Name} of narrow operands" : shape.Name;
        string? choice = made.GetValueOrDefault(key);
        ProductCandidate chosen = candidates.Where(candidate => candidate.Name == choice || candidate.Tier.Name == choice).ToArray() is [ProductCandidate repeated, ..] ? repeated
            : candidates.Length == 1 || tuner is null ? candidates[0]
            : tuner.Fastest(shape, size, options, candidates);
        made[key] = chosen.Name;
        return (chosen.Tier, chosen.Tile);
    }

    private IEnumerable<ProductCandidate> Candidates(bool isNarrow) =>
        from tier in tiers
        where !dropped.ContainsKey(tier.Name) && !(isNarrow && tier.Name == FlexibleTiles.Name)
        from tile in tier.Tiles
        select new ProductCandidate(tier, tile);

    private bool Passes(MatrixTier tier, uint options, ProductVariant variant)
    {
        if (passed.Contains((options, variant)))
            return true;
        if (check.Complaint(tier.Arithmetic, options, variant) is { } complaint)
        {
            dropped.Add(tier.Name, complaint);
            return false;
        }
        passed.Add((options, variant));
        return true;
    }
}

/// <summary>A tile of a tier.</summary>
internal readonly record struct ProductCandidate(MatrixTier Tier, MatrixTile Tile)
{
    /// <summary>For example <c>shared-memory 64x64</c>.</summary>
    public string Name => $"{Tier.Name} {Tile.Name}";
}
