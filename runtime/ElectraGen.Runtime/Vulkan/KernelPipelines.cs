using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan.Products;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>The pipelines of a device, one per kernel, options, narrow operands and, of products, variant.</summary>
internal sealed class KernelPipelines : IDisposable
{
    private readonly LogicalDevice device;
    private readonly ShaderCache cache;
    private readonly ConcurrentDictionary<(KernelDefinition Kernel, uint Options, uint Narrow, ProductVariant? Variant), ComputePipeline> pipelines = [];

    public KernelPipelines(LogicalDevice device, ShaderCache cache)
    {
        this.device = device;
        this.cache = cache;
    }

    /// <summary>How products are computed; set once when the device is opened.</summary>
    public ProductChoices Products { get; set; } = null!;

    /// <summary>Makes those that there are not yet, one on each core: nearly all of a cold start is compiling shaders.</summary>
    public void Prepare(IEnumerable<(KernelDefinition Kernel, uint Options, uint Narrow, ProductVariant? Variant)> needed)
    {
        try
        {
            Parallel.ForEach(
                needed.Distinct().Where(key => !pipelines.ContainsKey(key)).ToList(),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                key => pipelines.TryAdd(key, Create(key.Kernel, key.Options, key.Narrow, key.Variant)));
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
    /// <param name="narrow">The call's operands of 16 bits, see <see cref="NarrowOperands"/>.</param>
    /// <param name="variant">Of a product; null for other kernels.</param>
    public ComputePipeline Get(KernelDefinition kernel, uint options, uint narrow, ProductVariant? variant) =>
        pipelines.GetOrAdd(
            (kernel, options, narrow, variant), static (key, self) => self.Create(key.Kernel, key.Options, key.Narrow, key.Variant), this);

    /// <summary>How a call is computed whose operands lie in an arena; null for kernels that are no products.</summary>
    public ProductVariant? VariantOf(
        KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work, SegmentArena arena) =>
        kernel.Work == WorkShape.Tiles
            ? Products.Choose(options, constants, work, arena.AddressOf(operands[0]), arena.AddressOf(operands[1]), NarrowOperands(operands) != 0)
            : null;

    /// <summary>Bit i set: operand i has 16 bits.</summary>
    public uint NarrowOperands(ReadOnlySpan<Slot> operands)
    {
        uint narrow = 0;
        for (int operand = 0; operand < operands.Length && device.Target.Precision.IsNarrow(); operand++)
            narrow |= operands[operand].Element == Element.Activation ? 1u << operand : 0;
        return narrow;
    }

    public void Dispose()
    {
        foreach (ComputePipeline pipeline in pipelines.Values)
            pipeline.Dispose();
    }

    private ComputePipeline Create(KernelDefinition kernel, uint options, uint narrow, ProductVariant? variant)
    {
        VulkanAdapter adapter = device.Adapter;
        if (kernel.PushConstantBytes > adapter.MaximumPushConstantBytes)
            throw new ElectraGenException(
                $"The kernel {kernel} needs {kernel.PushConstantBytes} bytes of push constants and {adapter.Name} has {adapter.MaximumPushConstantBytes}; choose another device with --device.");
        ShaderSource source = ShaderSource.Load(kernel.Name + ".comp", Definitions(device.Target, kernel, options, narrow, variant)) with
        {
            NeedsVulkan13 = variant?.Tile.NeedsVulkan13 ?? false,
        };
        return ComputePipeline.Create(device, cache.Get(source), kernel.PushConstantBytes, variant?.Tile.SubgroupSize ?? 0);
    }

    /// <summary>GLSL reserves the words input and output.</summary>
    internal static string InGlsl(string name) => name is "input" or "output" ? name + "s" : name;

    /// <summary>What a kernel's shader is told of its target, the call's options and narrow operands, and a product's variant.</summary>
    internal static IEnumerable<string> Definitions(KernelTarget target, KernelDefinition kernel, uint options, uint narrow, ProductVariant? variant)
    {
        if (narrow != 0)
            yield return target.Precision.NameOf().ToUpperInvariant();
        foreach ((int index, KernelOperand operand) in kernel.Operands.Index())
        {
            if (operand.MayBeActivation)
                yield return $"{InGlsl(operand.Name)}Type {((narrow & (1u << index)) == 0 ? "Floats" : "Halves")}";
        }
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
