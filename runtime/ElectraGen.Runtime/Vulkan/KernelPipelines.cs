using System.Globalization;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan.Products;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>The pipelines of a device, one per kernel, options and, of products, variant; made on first use.</summary>
internal sealed class KernelPipelines : IDisposable
{
    private readonly LogicalDevice device;
    private readonly ShaderCache cache;
    private readonly Dictionary<(KernelDefinition Kernel, uint Options, ProductVariant? Variant), ComputePipeline> pipelines = [];

    public KernelPipelines(LogicalDevice device, ShaderCache cache)
    {
        this.device = device;
        this.cache = cache;
    }

    /// <summary>How products are computed; set once when the device is opened.</summary>
    public ProductChoices Products { get; set; } = null!;

    /// <param name="kernel">The kernel.</param>
    /// <param name="options">The call's options.</param>
    /// <param name="variant">Of a product; null for other kernels.</param>
    public ComputePipeline Get(KernelDefinition kernel, uint options, ProductVariant? variant)
    {
        if (pipelines.TryGetValue((kernel, options, variant), out ComputePipeline? pipeline))
            return pipeline;

        VulkanAdapter adapter = device.Adapter;
        if (kernel.PushConstantBytes > adapter.MaximumPushConstantBytes)
            throw new ElectraGenException(
                $"The kernel {kernel} needs {kernel.PushConstantBytes} bytes of push constants and {adapter.Name} has {adapter.MaximumPushConstantBytes}; choose another device with --device.");
        ShaderSource source = ShaderSource.Load(kernel.Name + ".comp", Definitions(device.Target, kernel, options, variant)) with
        {
            NeedsVulkan13 = variant?.Tile.NeedsVulkan13 ?? false,
        };
        pipeline = ComputePipeline.Create(device, cache.Get(source), kernel.PushConstantBytes, variant?.Tile.SubgroupSize ?? 0);
        pipelines.Add((kernel, options, variant), pipeline);
        return pipeline;
    }

    public void Dispose()
    {
        foreach (ComputePipeline pipeline in pipelines.Values.Reverse())
            pipeline.Dispose();
    }

    /// <summary>What a kernel's shader is told of its target, the call's options and a product's variant.</summary>
    internal static IEnumerable<string> Definitions(KernelTarget target, KernelDefinition kernel, uint options, ProductVariant? variant)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"LANES {WorkGroups.LanesOf(kernel, target.Lanes)}");
        yield return string.Create(CultureInfo.InvariantCulture, $"GROUP_SIZE {WorkGroups.GroupSize}");
        if (target.HasSubgroupArithmetic)
            yield return "SUBGROUP_ARITHMETIC";
        foreach (string definition in variant?.Definitions ?? [])
            yield return definition;
        for (int option = 0; option < kernel.Options.Count; option++)
        {
            if ((options & (1u << option)) != 0)
                yield return kernel.Options[option];
        }
    }
}
