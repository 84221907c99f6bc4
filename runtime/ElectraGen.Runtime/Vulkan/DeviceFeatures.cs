using ElectraGen.Runtime.Vulkan.Products;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>The features and extensions that a logical device enables: buffer addresses, a timeline, numbers of 16 bits in memory, and what its tiers of products need.</summary>
internal sealed unsafe class DeviceFeatures
{
    private readonly bool isNarrow, isCooperative, isFlexible, isBfloat16, isHalf;

    private DeviceFeatures(VulkanAdapter adapter, KernelTarget target)
    {
        isNarrow = target.Precision.IsNarrow();
        MatrixTier[] tensorCores = [.. target.Tiers.Where(static tier => tier.Name is CooperativeTiles.Name or FlexibleTiles.Name)];
        isCooperative = tensorCores.Length > 0;
        isFlexible = tensorCores.Any(static tier => tier.Name == FlexibleTiles.Name);
        isBfloat16 = tensorCores.Any(static tier => tier.Arithmetic == Precision.Bf16);
        isHalf = tensorCores.Any(static tier => tier.Arithmetic == Precision.Fp16);
        Extensions =
        [
            .. adapter.Extensions,
            .. isCooperative ? (string[])[TensorCoreProbe.Cooperative, TensorCoreProbe.SubgroupSize] : [],
            .. isFlexible ? (string[])[TensorCoreProbe.Cooperative2] : [],
            .. isBfloat16 ? (string[])[TensorCoreProbe.Bfloat16] : [],
        ];
    }

    private IReadOnlyList<string> Extensions { get; }

    /// <summary>Creates a device with one queue of a family.</summary>
    public static Device CreateDevice(Vk api, VulkanAdapter adapter, KernelTarget target, uint queueFamily)
    {
        DeviceFeatures features = new(adapter, target);
        return features.CreateDevice(api, adapter.Handle, queueFamily);
    }

    private Device CreateDevice(Vk api, PhysicalDevice device, uint queueFamily)
    {
        PhysicalDeviceShaderBfloat16FeaturesKHR bfloat16 = new(shaderBFloat16Type: true, shaderBFloat16CooperativeMatrix: true);
        PhysicalDeviceCooperativeMatrix2FeaturesNV cooperative2 = new(
            pNext: isBfloat16 ? &bfloat16 : null, cooperativeMatrixWorkgroupScope: true, cooperativeMatrixFlexibleDimensions: true,
            cooperativeMatrixTensorAddressing: true, cooperativeMatrixBlockLoads: true, cooperativeMatrixPerElementOperations: true);
        PhysicalDeviceSubgroupSizeControlFeatures subgroupSize = new(
            pNext: isFlexible ? (void*)&cooperative2 : cooperative2.PNext, subgroupSizeControl: true, computeFullSubgroups: true);
        PhysicalDeviceCooperativeMatrixFeaturesKHR cooperative = new(pNext: &subgroupSize, cooperativeMatrix: true);
        PhysicalDeviceVulkan11Features sixteenBits = new(pNext: isCooperative ? &cooperative : null, storageBuffer16BitAccess: isNarrow);
        PhysicalDeviceVulkan12Features core = new(
            pNext: &sixteenBits, bufferDeviceAddress: true, timelineSemaphore: true,
            vulkanMemoryModel: isCooperative, shaderFloat16: isHalf);

        float priority = 1;
        DeviceQueueCreateInfo queueInfo = new(queueFamilyIndex: queueFamily, queueCount: 1, pQueuePriorities: &priority);
        byte** extensions = (byte**)SilkMarshal.StringArrayToPtr(Extensions);
        try
        {
            DeviceCreateInfo info = new(
                pNext: &core, queueCreateInfoCount: 1, pQueueCreateInfos: &queueInfo,
                enabledExtensionCount: (uint)Extensions.Count, ppEnabledExtensionNames: extensions);
            api.CreateDevice(device, in info, null, out Device handle).Check();
            return handle;
        }
        finally
        {
            SilkMarshal.Free((nint)extensions);
        }
    }
}
