using System.Globalization;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>The pipelines of a device, one per kernel and options, made on first use.</summary>
internal sealed class KernelPipelines : IDisposable
{
    private readonly LogicalDevice device;
    private readonly ShaderCache cache;
    private readonly Dictionary<(KernelDefinition Kernel, uint Options), ComputePipeline> pipelines = [];

    public KernelPipelines(LogicalDevice device, ShaderCache cache)
    {
        this.device = device;
        this.cache = cache;
    }

    public ComputePipeline Get(KernelDefinition kernel, uint options)
    {
        if (pipelines.TryGetValue((kernel, options), out ComputePipeline? pipeline))
            return pipeline;

        VulkanAdapter adapter = device.Adapter;
        if (kernel.PushConstantBytes > adapter.MaximumPushConstantBytes)
            throw new ElectraGenException(
                $"The kernel {kernel} needs {kernel.PushConstantBytes} bytes of push constants and {adapter.Name} has {adapter.MaximumPushConstantBytes}; choose another device with --device.");
        ShaderSource source = ShaderSource.Load(kernel.Name + ".comp", Definitions(device.Target, kernel, options));
        pipeline = ComputePipeline.Create(device, cache.Get(source), kernel.PushConstantBytes);
        pipelines.Add((kernel, options), pipeline);
        return pipeline;
    }

    public void Dispose()
    {
        foreach (ComputePipeline pipeline in pipelines.Values.Reverse())
            pipeline.Dispose();
    }

    /// <summary>What a kernel's shader is told of its target and the call's options.</summary>
    internal static IEnumerable<string> Definitions(KernelTarget target, KernelDefinition kernel, uint options)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"LANES {WorkGroups.LanesOf(kernel, target.Lanes)}");
        yield return string.Create(CultureInfo.InvariantCulture, $"GROUP_SIZE {WorkGroups.GroupSize}");
        if (target.HasSubgroupArithmetic)
            yield return "SUBGROUP_ARITHMETIC";
        if (kernel.Work == WorkShape.Tiles)
        {
            foreach (string define in target.Tier.Defines)
                yield return define;
            yield return string.Create(CultureInfo.InvariantCulture, $"TILE_ROWS {target.Tier.TileRows}");
            yield return string.Create(CultureInfo.InvariantCulture, $"TILE_COLUMNS {target.Tier.TileColumns}");
        }
        for (int option = 0; option < kernel.Options.Count; option++)
        {
            if ((options & (1u << option)) != 0)
                yield return kernel.Options[option];
        }
    }
}
