using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan.Products;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>What a physical device says of itself, read once.</summary>
internal sealed unsafe class VulkanAdapter
{
    private const string PortabilitySubset = "VK_KHR_portability_subset";

    private VulkanAdapter(PhysicalDevice handle)
    {
        Handle = handle;
    }

    public PhysicalDevice Handle { get; }

    public required string Name { get; init; }

    public required string Driver { get; init; }

    public required PhysicalDeviceType Type { get; init; }

    /// <summary>0 is the best; Direct3D 12 behind Vulkan (Dozen) comes last.</summary>
    public required int Rank { get; init; }

    /// <summary>
    /// Of two CPU drivers the newer one is preferred, by the version that it states in words: Mesa's never counts its number up. Elsewhere
    /// always the same, so that the loader's order stays.
    /// </summary>
    public Version CpuDriverVersion => Type == PhysicalDeviceType.Cpu ? FirstVersionIn(Driver) : new Version();

    /// <summary>Most groups of a dispatch in each dimension.</summary>
    public required WorkGroups MaximumGroups { get; init; }

    /// <summary>Most bytes of push constants; 128 are promised everywhere.</summary>
    public required int MaximumPushConstantBytes { get; init; }

    /// <summary>Largest single allocation, bytes.</summary>
    public required long MaximumAllocationBytes { get; init; }

    /// <summary>Bytes of its largest heap of its own memory, or what the process may use where that is less.</summary>
    public required long MemoryBytes { get; init; }

    public required PhysicalDeviceMemoryProperties Memory { get; init; }

    /// <summary>Invocations per group of row kernels: the subgroup's size, clamped to 4 … 128.</summary>
    public required int Lanes { get; init; }

    /// <summary>Whether subgroups can add and compare in compute shaders.</summary>
    public required bool HasSubgroupArithmetic { get; init; }

    /// <summary>Whether a lane of a subgroup can hand a value to all in compute shaders.</summary>
    public required bool HasSubgroupBroadcast { get; init; }

    /// <summary>Whether shaders read and write numbers of 16 bits in memory.</summary>
    public required bool HasSixteenBitStorage { get; init; }

    /// <summary>The first family that computes.</summary>
    public required uint? QueueFamily { get; init; }

    /// <summary>Bits of the clock that commands of the family read; 0 where there is none.</summary>
    public required int ClockBits { get; init; }

    /// <summary>Nanoseconds of a tick of that clock.</summary>
    public required double ClockPeriod { get; init; }

    /// <summary>Extensions that a logical device enables.</summary>
    public required IReadOnlyList<string> Extensions { get; init; }

    /// <summary>A sentence why the device cannot be used, or null.</summary>
    public required string? Obstacle { get; init; }

    /// <summary>
    /// Operations of a submission, see <see cref="Checking.KernelWork"/>: some tenths of a second on the slowest devices of the kind,
    /// because drivers give a submission up after two seconds, and few submissions on the fast ones, because each costs microseconds.
    /// </summary>
    public double OperationsPerSubmission => Type switch
    {
        PhysicalDeviceType.DiscreteGpu => 1e11,
        PhysicalDeviceType.IntegratedGpu => 5e9,
        _ => 2e9,
    };

    public bool IsCpu => Type == PhysicalDeviceType.Cpu;

    /// <summary>What the driver says of its cooperative matrices.</summary>
    public required TensorCores TensorCores { get; init; }

    /// <summary>How large a group may be.</summary>
    public required GroupLimits GroupLimits { get; init; }

    public MatrixTier Tier =>
        !IsCpu || !HasSubgroupBroadcast ? SharedTiles.Create(GroupLimits)
        : Driver.Contains("Mesa 22.", StringComparison.Ordinal) ? RegisterTiles.WithoutArrays(Lanes)
        : RegisterTiles.Create(Lanes);

    /// <summary>What kernels are compiled for where the options choose a tier or an arithmetic.</summary>
    /// <exception cref="ElectraGenException">The device has not the tier that was asked for.</exception>
    public KernelTarget TargetFor(MatrixTiers tiers, DeviceOptions options) =>
        new(Lanes, HasSubgroupArithmetic, tiers.For(options.Precision, options.Tier, Name));

    /// <summary>Everything that decides which tile is fastest.</summary>
    public string TuningIdentity(ShaderCache cache) =>
        $"{Name}\n{Driver}\n{cache.IdentityOf(ShaderSource.Load(KernelCatalog.MatrixProduct.Name + ".comp", []))}";

    public KernelTarget Target => new(Lanes, HasSubgroupArithmetic, [Tier]);

    /// <summary>Nanoseconds between two readings of the clock, which begins again at 0 where its bits end.</summary>
    public double Nanoseconds(ulong begin, ulong end) => ((end - begin) & (ulong.MaxValue >> (64 - ClockBits))) * ClockPeriod;

    public DeviceDescription Describe(int index) => new(
        $"vulkan:{index}", Name, Driver, KindName(Type), MemoryBytes, Obstacle is null ? Tier.Name : DeviceDescription.NoTier, Obstacle ?? Tier.Reason)
    {
        HasSixteenBitStorage = HasSixteenBitStorage,
    };

    public static VulkanAdapter Read(Vk api, Instance instance, PhysicalDevice device)
    {
        HashSet<string> available = ReadExtensions(api, device);
        PhysicalDeviceVulkan12Properties properties12 = new(pNext: null);
        PhysicalDeviceVulkan11Properties properties11 = new(pNext: &properties12);
        PhysicalDeviceProperties2 properties = new(pNext: &properties11);
        api.GetPhysicalDeviceProperties2(device, &properties);

        PhysicalDeviceVulkan12Features features12 = new(pNext: null);
        PhysicalDeviceVulkan11Features features11 = new(pNext: &features12);
        PhysicalDeviceFeatures2 features = new(pNext: &features11);
        api.GetPhysicalDeviceFeatures2(device, &features);
        api.GetPhysicalDeviceMemoryProperties(device, out PhysicalDeviceMemoryProperties memory);

        PhysicalDeviceLimits limits = properties.Properties.Limits;
        uint version = properties.Properties.ApiVersion;
        PhysicalDeviceType type = properties.Properties.DeviceType;
        QueueFamilyProperties[] families = ReadQueueFamilies(api, device);
        int computing = Array.FindIndex(families, static family => family.QueueFlags.HasFlag(QueueFlags.ComputeBit));
        uint? queueFamily = computing < 0 ? null : (uint)computing;
        return new VulkanAdapter(device)
        {
            Name = SilkMarshal.PtrToString((nint)properties.Properties.DeviceName) ?? "",
            Driver = $"{SilkMarshal.PtrToString((nint)properties12.DriverName)} {SilkMarshal.PtrToString((nint)properties12.DriverInfo)}".Trim(),
            Type = type,
            Rank = properties12.DriverID == DriverId.MesaDozen ? 5 : RankOf(type),
            MaximumGroups = new WorkGroups(limits.MaxComputeWorkGroupCount[0], limits.MaxComputeWorkGroupCount[1], limits.MaxComputeWorkGroupCount[2]),
            TensorCores = TensorCoreProbe.Read(api, instance, device, version, available),
            GroupLimits = new GroupLimits(
                (int)Math.Min(limits.MaxComputeWorkGroupInvocations, limits.MaxComputeWorkGroupSize[0]), (int)limits.MaxComputeSharedMemorySize),
            MaximumPushConstantBytes = (int)limits.MaxPushConstantsSize,
            MaximumAllocationBytes = (long)Math.Min(properties11.MaxMemoryAllocationSize, long.MaxValue),
            MemoryBytes = MemoryOf(memory, type),
            Memory = memory,
            Lanes = Math.Clamp((int)properties11.SubgroupSize, 4, 128),
            HasSubgroupArithmetic = SubgroupsCan(properties11, SubgroupFeatureFlags.ArithmeticBit),
            HasSubgroupBroadcast = SubgroupsCan(properties11, SubgroupFeatureFlags.BallotBit),
            HasSixteenBitStorage = features11.StorageBuffer16BitAccess,
            QueueFamily = queueFamily,
            ClockBits = computing < 0 ? 0 : (int)families[computing].TimestampValidBits,
            ClockPeriod = limits.TimestampPeriod,
            Extensions = available.Contains(PortabilitySubset) ? [PortabilitySubset] : [],
            Obstacle = ObstacleOf(version, features12.BufferDeviceAddress, queueFamily is not null),
        };
    }

    private static string? ObstacleOf(uint version, bool hasAddresses, bool computes) =>
        version < Vk.Version12 ? "it has Vulkan " + (version >> 22) + "." + ((version >> 12) & 0x3ff) + " and 1.2 is needed"
        : !hasAddresses ? "it lacks buffer device addresses"
        : !computes ? "it has no queue that computes"
        : null;

    private static bool SubgroupsCan(PhysicalDeviceVulkan11Properties properties, SubgroupFeatureFlags operation) =>
        properties.SubgroupSupportedStages.HasFlag(ShaderStageFlags.ComputeBit) && properties.SubgroupSupportedOperations.HasFlag(operation);

    private static int RankOf(PhysicalDeviceType type) => type switch
    {
        PhysicalDeviceType.DiscreteGpu => 0,
        PhysicalDeviceType.IntegratedGpu => 1,
        PhysicalDeviceType.VirtualGpu => 2,
        PhysicalDeviceType.Cpu => 3,
        _ => 4,
    };

    private static Version FirstVersionIn(string words)
    {
        string[] candidates = words.Split([' ', '-', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return candidates.Select(static word => Version.TryParse(word, out Version? version) ? version : null)
            .FirstOrDefault(static version => version is not null) ?? new Version();
    }

    private static string KindName(PhysicalDeviceType type) => type switch
    {
        PhysicalDeviceType.DiscreteGpu => "discrete",
        PhysicalDeviceType.IntegratedGpu => "integrated",
        PhysicalDeviceType.VirtualGpu => "virtual",
        PhysicalDeviceType.Cpu => DeviceDescription.CpuKind,
        _ => "other",
    };

    private static long MemoryOf(PhysicalDeviceMemoryProperties memory, PhysicalDeviceType type)
    {
        ulong largest = 0;
        for (int heap = 0; heap < memory.MemoryHeapCount; heap++)
        {
            if (memory.MemoryHeaps[heap].Flags.HasFlag(MemoryHeapFlags.DeviceLocalBit))
                largest = Math.Max(largest, memory.MemoryHeaps[heap].Size);
        }

        // A CPU driver names the machine's memory, of which a container may have less
        long bytes = (long)Math.Min(largest, long.MaxValue);
        return type == PhysicalDeviceType.Cpu ? Math.Min(bytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) : bytes;
    }

    private static QueueFamilyProperties[] ReadQueueFamilies(Vk api, PhysicalDevice device)
    {
        uint count = 0;
        api.GetPhysicalDeviceQueueFamilyProperties(device, &count, null);
        QueueFamilyProperties[] families = new QueueFamilyProperties[count];
        fixed (QueueFamilyProperties* first = families)
            api.GetPhysicalDeviceQueueFamilyProperties(device, &count, first);
        return families;
    }

    private static HashSet<string> ReadExtensions(Vk api, PhysicalDevice device)
    {
        uint count = 0;
        api.EnumerateDeviceExtensionProperties(device, (byte*)null, &count, null).Check();
        ExtensionProperties[] extensions = new ExtensionProperties[count];
        fixed (ExtensionProperties* first = extensions)
            api.EnumerateDeviceExtensionProperties(device, (byte*)null, &count, first).Check();
        return [.. extensions.Select(extension => SilkMarshal.PtrToString((nint)extension.ExtensionName) ?? "")];
    }
}
