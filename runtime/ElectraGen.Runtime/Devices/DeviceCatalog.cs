using System.Globalization;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Vulkan;
using ElectraGen.Runtime.Vulkan.Products;

namespace ElectraGen.Runtime;

/// <summary>The devices of this machine.</summary>
public static class DeviceCatalog
{
    private const string HostId = "host";
    private const string VulkanId = "vulkan";

    /// <summary>What tiers of matrix products are called, on devices that have them.</summary>
    public static IReadOnlyList<string> TierNames { get; } = [RegisterTiles.Name, SharedTiles.Name, CooperativeTiles.Name, FlexibleTiles.Name];

    /// <summary>Every device: those of Vulkan as far as there are any, best first, then the host.</summary>
    public static IReadOnlyList<DeviceDescription> List()
    {
        using HostDevice<float> host = new();
        return [.. VulkanDevicesOrNone(VulkanDevice.List), host.Description];
    }

    /// <summary>The same with every device's tiers of matrix products; those that round to 16 bits are tried, which takes a moment.</summary>
    public static IReadOnlyList<DeviceDescription> Survey()
    {
        using HostDevice<float> host = new();
        return [.. VulkanDevicesOrNone(VulkanDevice.Survey), host.Description];
    }

    /// <summary>The device that is opened where the user names none: the best GPU, else the host. A CPU driver has to be asked for.</summary>
    /// <param name="devices">As of <see cref="List"/>.</param>
    public static DeviceDescription Default(IReadOnlyList<DeviceDescription> devices) =>
        devices.First(static device => device.IsUsable && device.Kind != DeviceDescription.CpuKind);

    /// <summary>Opens a device.</summary>
    /// <param name="id">As <see cref="List"/> has it; <c>vulkan</c> is <c>vulkan:0</c>; null is the default.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ElectraGenException">There is no such device, or it cannot be used.</exception>
    public static IDevice Open(string? id, DeviceOptions options)
    {
        id ??= Default(List()).Id;
        if (id == HostId)
            return OpenHost(options);
        if (id == VulkanId)
            return VulkanDevice.Create(0, options);

        string[] parts = id.Split(':');
        if (parts.Length == 2 && parts[0] == VulkanId
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            return VulkanDevice.Create(index, options);
        throw new ElectraGenException(
            $"There is no device \"{id}\": devices are called host, vulkan or vulkan:N, and `electragen devices` lists them.");
    }

    private static HostDevice<float> OpenHost(DeviceOptions options) => options.Precision.IsNarrow()
        ? throw new ElectraGenException(
            $"The host computes in fp32 only, and --precision {options.Precision.NameOf()} was asked for; choose a GPU with --device vulkan, or --precision fp32.")
        : options.Tier is not null ? throw new ElectraGenException(
            $"The host computes matrix products in one way, so it has no tier \"{options.Tier}\"; choose another device with --device.")
        : new HostDevice<float>();

    private static IReadOnlyList<DeviceDescription> VulkanDevicesOrNone(Func<IReadOnlyList<DeviceDescription>> list)
    {
        try
        {
            return list();
        }
        catch (ElectraGenException)
        {
            // No loader or no driver: a machine without Vulkan has the host; whoever asks for Vulkan by name is told why
            return [];
        }
    }
}
