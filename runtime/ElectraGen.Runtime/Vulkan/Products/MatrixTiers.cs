namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>The tiers of a device, and why it lacks the others: what its driver has and the installed shader compiler compiles.</summary>
internal sealed class MatrixTiers
{
    private readonly List<MatrixTier> present = [];
    private readonly List<MissingTier> missing = [];

    private MatrixTiers()
    {
    }

    /// <summary>Those of 16 bits first, fastest first; then the device's own of single precision, then the other one.</summary>
    public IReadOnlyList<MatrixTier> Present => present;

    public IReadOnlyList<MissingTier> Missing => missing;

    /// <param name="adapter">The device.</param>
    /// <param name="cache">Compiles; null where no compiler is installed.</param>
    public static MatrixTiers Of(VulkanAdapter adapter, ShaderCache? cache)
    {
        MatrixTiers tiers = new();
        foreach (Precision arithmetic in (ReadOnlySpan<Precision>)[Precision.Bf16, Precision.Fp16])
        {
            tiers.AddFlexible(adapter, cache, arithmetic);
            tiers.AddCooperative(adapter, cache, arithmetic);
        }
        MatrixTier own = adapter.Tier;
        tiers.present.Add(own);
        if (own.Name != SharedTiles.Name)
            tiers.present.Add(SharedTiles.Create(adapter.GroupLimits));
        return tiers;
    }

    /// <summary>
    /// What products of a run may use, preferred ones first: tiers that round to what the run allows, and one of single precision behind
    /// them, which is always right.
    /// </summary>
    /// <param name="arithmetic">What the run allows elements to be rounded to.</param>
    /// <param name="name">The tier that was asked for, or null.</param>
    /// <param name="device">The device's name, for the message.</param>
    /// <exception cref="ElectraGenException">The tier that was asked for is not there.</exception>
    public IReadOnlyList<MatrixTier> For(Precision arithmetic, string? name, string device)
    {
        MatrixTier[] allowed = [.. present.Where(tier => tier.Arithmetic == arithmetic || tier.Arithmetic == Precision.Fp32)];
        MatrixTier plain = allowed.First(static tier => tier.Arithmetic == Precision.Fp32);
        if (name is null)
            return [.. allowed.Where(static tier => tier.Arithmetic != Precision.Fp32), plain];
        if (allowed.Where(tier => tier.Name == name).ToArray() is [MatrixTier chosen, ..])
            return chosen.Arithmetic == Precision.Fp32 ? [chosen] : [chosen, plain];
        string reason = missing.FirstOrDefault(tier => tier.Name == name && (tier.Arithmetic == arithmetic || arithmetic == Precision.Fp32))?.Reason
            ?? $"a run in {arithmetic.NameOf()} does not use it";
        throw new ElectraGenException($"{device} has no tier \"{name}\" for this run: {reason}; `electragen devices` lists what there is.");
    }

    private void AddFlexible(VulkanAdapter adapter, ShaderCache? cache, Precision arithmetic)
    {
        TensorCores cores = adapter.TensorCores;
        string? obstacle = cores.FlexibleObstacle
            ?? (cores.Flexible.Any(shape => shape.Arithmetic == arithmetic) ? null : $"the driver multiplies no {arithmetic.NameOf()}")
            ?? ObstacleOf(cache, "probes/cooperative_matrix_2.comp", arithmetic, needsVulkan13: true);
        Add(FlexibleTiles.Name, arithmetic, obstacle, () => FlexibleTiles.Create(arithmetic, cores.Flexible, adapter.GroupLimits));
    }

    private void AddCooperative(VulkanAdapter adapter, ShaderCache? cache, Precision arithmetic)
    {
        TensorCores cores = adapter.TensorCores;
        string? obstacle = cores.Obstacle
            ?? (cores.Shapes.Any(shape => shape.Arithmetic == arithmetic) ? null : $"the driver multiplies no {arithmetic.NameOf()}")
            ?? ObstacleOf(cache, "probes/cooperative_matrix.comp", arithmetic, needsVulkan13: false);
        Add(CooperativeTiles.Name, arithmetic, obstacle, () => CooperativeTiles.Create(arithmetic, cores.Shapes, adapter.Lanes, adapter.GroupLimits, adapter.IsCpu));
    }

    private void Add(string name, Precision arithmetic, string? obstacle, Func<MatrixTier?> create)
    {
        if (obstacle is not null)
            missing.Add(new MissingTier(name, arithmetic, obstacle));
        else if (create() is { } tier)
            present.Add(tier);
        else
            missing.Add(new MissingTier(name, arithmetic, "none of its tiles fits the driver's matrices and groups"));
    }

    private static string? ObstacleOf(ShaderCache? cache, string probe, Precision arithmetic, bool needsVulkan13)
    {
        if (cache is null)
            return "no shader compiler is installed";
        try
        {
            string[] definitions = arithmetic == Precision.Bf16 ? ["BFLOAT16"] : [];
            cache.Get(ShaderSource.Load(probe, definitions) with { NeedsVulkan13 = needsVulkan13 });
            return null;
        }
        catch (ElectraGenException)
        {
            return $"the installed shader compiler is too old for {arithmetic.NameOf()} in shaders/{probe}";
        }
    }
}

/// <summary>A tier that a device does not have, and why.</summary>
internal sealed record MissingTier(string Name, Precision Arithmetic, string Reason);
