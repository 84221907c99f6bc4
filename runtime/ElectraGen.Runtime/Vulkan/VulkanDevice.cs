using ElectraGen.Runtime.Vulkan.Products;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>A Vulkan device that is open. Not for several threads at once.</summary>
internal sealed class VulkanDevice : IDevice
{
    private readonly VulkanInstance instance;
    private readonly LogicalDevice device;
    private readonly ShaderCompiler compiler;
    private readonly KernelPipelines pipelines;
    private readonly DeviceOptions options;

    private VulkanDevice(
        VulkanInstance instance, LogicalDevice device, ShaderCompiler compiler, KernelPipelines pipelines, DeviceOptions options,
        DeviceDescription description, MatrixTiers tiers, long? iterationLimit)
    {
        this.instance = instance;
        this.device = device;
        this.compiler = compiler;
        this.pipelines = pipelines;
        this.options = options;
        Description = description;
        Tiers = tiers;
        IterationLimit = iterationLimit;
    }

    public DeviceDescription Description { get; }

    public Precision Precision => Target.Precision;

    public long PeakBytes => device.Allocated.Peak;

    /// <summary>Invocations per group of row kernels.</summary>
    public int Lanes => Target.Lanes;

    /// <summary>What its kernels are compiled for.</summary>
    public KernelTarget Target => device.Target;

    /// <summary>The tiers of matrix products that it has, and why it lacks the others.</summary>
    public MatrixTiers Tiers { get; }

    /// <summary>Which of them it uses for what.</summary>
    public ProductChoices Products => pipelines.Products;

    /// <summary>Loop iterations after which the driver ends an invocation silently, or null; see <see cref="LoopLimit"/>.</summary>
    public long? IterationLimit { get; }

    /// <summary>Every Vulkan device of this machine, best first.</summary>
    /// <exception cref="ElectraGenException">There is no loader or no driver.</exception>
    public static IReadOnlyList<DeviceDescription> List()
    {
        using VulkanInstance instance = VulkanInstance.Create(onValidationMessage: null);
        return [.. instance.Adapters().Select((adapter, index) => adapter.Describe(index))];
    }

    /// <summary>The same with the tiers of every device that can be used, those of 16 bits tried.</summary>
    /// <exception cref="ElectraGenException">There is no loader or no driver.</exception>
    public static IReadOnlyList<DeviceDescription> Survey()
    {
        using VulkanInstance instance = VulkanInstance.Create(onValidationMessage: null);
        using ShaderCompiler? compiler = ShaderCompiler.Find();
        ShaderCache? cache = compiler is null ? null : new(ShaderCache.DefaultFolder(), compiler);
        return
        [
            .. instance.Adapters().Select((adapter, index) => adapter.Obstacle is null
                ? adapter.Describe(index) with { Tiers = TierSurvey.Of(instance, adapter, cache) }
                : adapter.Describe(index)),
        ];
    }

    /// <summary>Opens the device of an index into <see cref="List"/>.</summary>
    /// <exception cref="ElectraGenException">There is none, or it cannot be used.</exception>
    public static VulkanDevice Create(int index, DeviceOptions options)
    {
        Stack<IDisposable> opened = new();
        try
        {
            VulkanInstance instance = Keep(VulkanInstance.Create(options.OnValidationMessage));
            IReadOnlyList<VulkanAdapter> adapters = instance.Adapters();
            if (index >= adapters.Count)
                throw new ElectraGenException($"There is no device vulkan:{index}; the last one is vulkan:{adapters.Count - 1}, and `electragen devices` lists them.");
            VulkanAdapter adapter = adapters[index];
            if (adapter.Obstacle is not null)
                throw new ElectraGenException($"{adapter.Name} cannot be used: {adapter.Obstacle}; choose another device with --device.");

            if (options.Precision.IsNarrow() && !adapter.HasSixteenBitStorage)
                throw new ElectraGenException($"{adapter.Name} reads no numbers of 16 bits, so it takes --precision fp32 only, and {options.Precision.NameOf()} was asked for.");
            ShaderCompiler compiler = Keep(ShaderCompiler.Create());
            ShaderCache cache = new(ShaderCache.DefaultFolder(), compiler);
            MatrixTiers tiers = MatrixTiers.Of(adapter, cache);
            KernelTarget target = (options.Target ?? adapter.TargetFor(tiers, options)) with { Precision = options.Precision };
            LogicalDevice device = Keep(LogicalDevice.Create(instance.Api, adapter, target));
            KernelPipelines pipelines = new(device, cache);
            ProductTuner? tuner = options.IsTuned ? new(device, pipelines, TuningFile.Open(options.TuningFolder, adapter.TuningIdentity(cache))) : null;
            pipelines.Products = new ProductChoices(device.Target.Tiers, new TierCheck(device, pipelines), tuner);
            long? iterationLimit = LoopLimit.Measure(device, cache);
            return new VulkanDevice(instance, device, compiler, pipelines, options, Describe(adapter, index, device.Target.Tiers[0]), tiers, iterationLimit);
        }
        catch
        {
            while (opened.TryPop(out IDisposable? last))
                last.Dispose();
            throw;
        }

        T Keep<T>(T resource)
            where T : IDisposable
        {
            opened.Push(resource);
            return resource;
        }
    }

    public IReadOnlyDictionary<string, string> Tuning => Products.Made;

    public void Repeat(IReadOnlyDictionary<string, string> tuning) => Products.Repeat(tuning);

    public ISession OpenSession(IReadOnlyList<SegmentSize> segments, int batch) =>
        VulkanSession.Create(
            device, pipelines, options, new DispatchLimits(options.MaximumGroups ?? device.Adapter.MaximumGroups, IterationLimit), segments, batch);

    public void Dispose()
    {
        pipelines.Dispose();
        device.Dispose();
        compiler.Dispose();
        instance.Dispose();
    }

    private static DeviceDescription Describe(VulkanAdapter adapter, int index, MatrixTier tier) =>
        adapter.Describe(index) with { Tier = tier.Name, Reason = tier.Reason };
}
