using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan.Products;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>The pipelines of a device, one per kernel, options and, of products, variant.</summary>
internal sealed class KernelPipelines : IDisposable
{
    private readonly LogicalDevice device;
    private readonly ShaderCache cache;
    private readonly ConcurrentDictionary<(KernelDefinition Kernel, uint Options, ProductVariant? Variant), ComputePipeline> pipelines = [];

    public KernelPipelines(LogicalDevice device, ShaderCache cache)
    {
        this.device = device;
        this.cache = cache;
    }

    /// <summary>How products are computed; set once when the device is opened.</summary>
    public ProductChoices Products { get; set; } = null!;

    /// <summary>Makes those that there are not yet, one on each core: nearly all of a cold start is compiling shaders.</summary>
    public void Prepare(IEnumerable<(KernelDefinition Kernel, uint Options, ProductVariant? Variant)> needed)
    {
        try
        {
            Parallel.ForEach(
                needed.Distinct().Where(key => !pipelines.ContainsKey(key)).ToList(),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                key => pipelines.TryAdd(key, Create(key.Kernel, key.Options, key.Variant)));
        }
        catch (AggregateException failures)
        {
            // Whoever asked is told of the first; the others would say the same of other shaders
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    /// <summary>One of them; it is made now where it was not prepared.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="options">The call's options.</param>
    /// <param name="variant">Of a product; null for other kernels.</param>
    public ComputePipeline Get(KernelDefinition kernel, uint options, ProductVariant? variant) =>
        pipelines.GetOrAdd((kernel, options, variant), static (key, self) => self.Create(key.Kernel, key.Options, key.Variant), this);

    /// <summary>How a call is computed whose operands lie in an arena; null for kernels that are no products.</summary>
    public ProductVariant? VariantOf(
        KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work, SegmentArena arena) =>
        kernel.Work == WorkShape.Tiles
            ? Products.Choose(options, constants, work, arena.AddressOf(operands[0]), arena.AddressOf(operands[1]))
            : null;

    public void Dispose()
    {
        foreach (ComputePipeline pipeline in pipelines.Values)
            pipeline.Dispose();
    }

    private ComputePipeline Create(KernelDefinition kernel, uint options, ProductVariant? variant)
    {
        VulkanAdapter adapter = device.Adapter;
        if (kernel.PushConstantBytes > adapter.MaximumPushConstantBytes)
            throw new ElectraGenException(
                $"The kernel {kernel} needs {kernel.PushConstantBytes} bytes of push constants and {adapter.Name} has {adapter.MaximumPushConstantBytes}; choose another device with --device.");
        ShaderSource source = ShaderSource.Load(kernel.Name + ".comp", Definitions(device.Target, kernel, options, variant)) with
        {
            NeedsVulkan13 = variant?.Tile.NeedsVulkan13 ?? false,
        };
        return ComputePipeline.Create(device, cache.Get(source), kernel.PushConstantBytes, variant?.Tile.SubgroupSize ?? 0);
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
