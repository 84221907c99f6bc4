namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>What <c>electragen devices</c> says of a device's tiers: those of 16 bits are tried, so that none is promised that miscalculates.</summary>
internal static class TierSurvey
{
    /// <summary>The tiers of a device, those first that it would use, each with why it has it or not.</summary>
    /// <param name="instance">The loader.</param>
    /// <param name="adapter">The device.</param>
    /// <param name="cache">Compiles; null where no compiler is installed.</param>
    public static IReadOnlyList<TierDescription> Of(VulkanInstance instance, VulkanAdapter adapter, ShaderCache? cache)
    {
        MatrixTiers tiers = MatrixTiers.Of(adapter, cache);
        Dictionary<MatrixTier, string> complaints = [];
        MatrixTier[] narrow = [.. tiers.Present.Where(static tier => tier.Arithmetic != Precision.Fp32)];
        if (narrow.Length > 0)
        {
            using LogicalDevice device = LogicalDevice.Create(instance.Api, adapter, adapter.Target with { Tiers = narrow });
            using KernelPipelines pipelines = new(device, cache!);
            TierCheck check = new(device, pipelines);
            foreach (MatrixTier tier in narrow)
            {
                if (check.Complaint(tier) is { } complaint)
                    complaints.Add(tier, complaint);
            }
        }
        return
        [
            .. tiers.Present.Select(tier => Describe(tier, complaints.GetValueOrDefault(tier))),
            .. tiers.Missing.Select(tier => new TierDescription(tier.Name, tier.Arithmetic.NameOf(), IsUsable: false, tier.Reason)),
        ];
    }

    private static TierDescription Describe(MatrixTier tier, string? complaint) =>
        new(tier.Name, tier.Arithmetic.NameOf(), complaint is null, complaint ?? tier.Reason);
}
