using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>Asks a driver for its cooperative matrices. Nothing is assumed: what is missing is said.</summary>
internal sealed unsafe class TensorCoreProbe
{
    public const string Cooperative = "VK_KHR_cooperative_matrix", Cooperative2 = "VK_NV_cooperative_matrix2";
    public const string Bfloat16 = "VK_KHR_shader_bfloat16", SubgroupSize = "VK_EXT_subgroup_size_control";

    private readonly Vk api;
    private readonly Instance instance;
    private readonly PhysicalDevice device;
    private readonly HashSet<string> extensions;
    private PhysicalDeviceVulkan12Features core = new(pNext: null);
    private PhysicalDeviceCooperativeMatrixFeaturesKHR cooperative = new(pNext: null);
    private PhysicalDeviceCooperativeMatrix2FeaturesNV cooperative2 = new(pNext: null);
    private PhysicalDeviceShaderBfloat16FeaturesKHR bfloat16 = new(pNext: null);
    private PhysicalDeviceSubgroupSizeControlFeatures subgroupSize = new(pNext: null);

    private TensorCoreProbe(Vk api, Instance instance, PhysicalDevice device, HashSet<string> extensions)
    {
        this.api = api;
        this.instance = instance;
        this.device = device;
        this.extensions = extensions;
    }

    public static TensorCores Read(Vk api, Instance instance, PhysicalDevice device, uint version, HashSet<string> extensions)
    {
        TensorCoreProbe probe = new(api, instance, device, extensions);
        probe.ReadFeatures();
        string? obstacle = probe.Obstacle();
        CooperativeShape[] shapes = obstacle is null ? probe.Shapes() : [];
        if (obstacle is null && shapes.Length == 0)
            obstacle = "the driver multiplies no matrices of 16 bits into sums of 32";
        string? flexibleObstacle = obstacle ?? (version < Vk.Version13 ? "the driver has not Vulkan 1.3" : probe.FlexibleObstacle());
        FlexibleShape[] flexible = flexibleObstacle is null ? probe.FlexibleShapes() : [];
        if (flexibleObstacle is null && flexible.Length == 0)
            flexibleObstacle = "the driver multiplies no matrices of 16 bits of a whole group into sums of 32";
        return new TensorCores(shapes, obstacle, flexible, flexibleObstacle);
    }

    private void ReadFeatures()
    {
        fixed (PhysicalDeviceVulkan12Features* corePointer = &core)
        fixed (PhysicalDeviceCooperativeMatrixFeaturesKHR* cooperativePointer = &cooperative)
        fixed (PhysicalDeviceCooperativeMatrix2FeaturesNV* cooperative2Pointer = &cooperative2)
        fixed (PhysicalDeviceShaderBfloat16FeaturesKHR* bfloat16Pointer = &bfloat16)
        fixed (PhysicalDeviceSubgroupSizeControlFeatures* subgroupSizePointer = &subgroupSize)
        {
            PhysicalDeviceFeatures2 features = new(pNext: corePointer);
            void** end = &corePointer->PNext;
            end = Chain(Cooperative, cooperativePointer, &cooperativePointer->PNext, end);
            end = Chain(Cooperative2, cooperative2Pointer, &cooperative2Pointer->PNext, end);
            end = Chain(Bfloat16, bfloat16Pointer, &bfloat16Pointer->PNext, end);
            Chain(SubgroupSize, subgroupSizePointer, &subgroupSizePointer->PNext, end);
            api.GetPhysicalDeviceFeatures2(device, &features);
        }
    }

    /// <summary>A driver may only be asked about extensions that it has.</summary>
    private void** Chain(string extension, void* structure, void** next, void** end)
    {
        if (!extensions.Contains(extension))
            return end;
        *end = structure;
        return next;
    }

    private string? Obstacle() =>
        !extensions.Contains(Cooperative) ? $"the driver lacks {Cooperative}"
        : !cooperative.CooperativeMatrix ? $"the driver has {Cooperative} and not its feature"
        : !core.VulkanMemoryModel ? "the driver lacks the Vulkan memory model"
        : !extensions.Contains(SubgroupSize) || !subgroupSize.SubgroupSizeControl || !subgroupSize.ComputeFullSubgroups
            ? $"the driver promises no full subgroups by {SubgroupSize}"
        : null;

    private string? FlexibleObstacle() =>
        !extensions.Contains(Cooperative2) ? $"the driver lacks {Cooperative2}"
        : !cooperative2.CooperativeMatrixWorkgroupScope ? "the driver has no matrices of a whole group"
        : !cooperative2.CooperativeMatrixFlexibleDimensions ? "the driver has no matrices of any size"
        : !cooperative2.CooperativeMatrixTensorAddressing ? "the driver does not load tensors"
        : !cooperative2.CooperativeMatrixBlockLoads ? "the driver does not convert what it loads"
        : !cooperative2.CooperativeMatrixPerElementOperations ? "the driver hands out no single elements"
        : null;

    private CooperativeShape[] Shapes()
    {
        var list = (delegate* unmanaged<PhysicalDevice, uint*, CooperativeMatrixPropertiesKHR*, Result>)
            Function("vkGetPhysicalDeviceCooperativeMatrixPropertiesKHR");
        uint count = 0;
        if (list == null || list(device, &count, null) != Result.Success)
            return [];
        CooperativeMatrixPropertiesKHR[] properties = new CooperativeMatrixPropertiesKHR[count];
        Array.Fill(properties, new CooperativeMatrixPropertiesKHR(pNext: null));
        fixed (CooperativeMatrixPropertiesKHR* first = properties)
        {
            if (list(device, &count, first) != Result.Success)
                return [];
        }
        return
        [
            .. from one in properties
               where one.Scope == ScopeKHR.SubgroupKhr && one.CType == ComponentTypeKHR.Float32Khr && one.ResultType == ComponentTypeKHR.Float32Khr
               let arithmetic = ArithmeticOf(one.AType, one.BType)
               where arithmetic is not null
               select new CooperativeShape(arithmetic.Value, (int)one.MSize, (int)one.NSize, (int)one.KSize),
        ];
    }

    private FlexibleShape[] FlexibleShapes()
    {
        var list = (delegate* unmanaged<PhysicalDevice, uint*, CooperativeMatrixFlexibleDimensionsPropertiesNV*, Result>)
            Function("vkGetPhysicalDeviceCooperativeMatrixFlexibleDimensionsPropertiesNV");
        uint count = 0;
        if (list == null || list(device, &count, null) != Result.Success)
            return [];
        CooperativeMatrixFlexibleDimensionsPropertiesNV[] properties = new CooperativeMatrixFlexibleDimensionsPropertiesNV[count];
        Array.Fill(properties, new CooperativeMatrixFlexibleDimensionsPropertiesNV(pNext: null));
        fixed (CooperativeMatrixFlexibleDimensionsPropertiesNV* first = properties)
        {
            if (list(device, &count, first) != Result.Success)
                return [];
        }
        return
        [
            .. from one in properties
               where one.Scope == ScopeKHR.WorkgroupKhr && one.CType == ComponentTypeKHR.Float32Khr && one.ResultType == ComponentTypeKHR.Float32Khr
               let arithmetic = ArithmeticOf(one.AType, one.BType)
               where arithmetic is not null
               select new FlexibleShape(
                   arithmetic.Value, (int)one.MGranularity, (int)one.NGranularity, (int)one.KGranularity, (int)one.WorkgroupInvocations),
        ];
    }

    /// <summary>Null where shaders of this device cannot use such elements.</summary>
    private Precision? ArithmeticOf(ComponentTypeKHR left, ComponentTypeKHR right) => (left, right) switch
    {
        (ComponentTypeKHR.Float16Khr, ComponentTypeKHR.Float16Khr) when core.ShaderFloat16 => Precision.Fp16,
        (ComponentTypeKHR.Bfloat16Khr, ComponentTypeKHR.Bfloat16Khr) when bfloat16.ShaderBFloat16Type && bfloat16.ShaderBFloat16CooperativeMatrix =>
            Precision.Bf16,
        _ => null,
    };

    private void* Function(string name) => (void*)api.GetInstanceProcAddr(instance, name).Handle;
}
