using System.Globalization;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Vulkan;

namespace ElectraGen.Runtime;

/// <summary>The devices of this machine.</summary>
public static class DeviceCatalog
{
    private const string VulkanId = "vulkan", HostId = "host";

    /// <summary>Every device: those of Vulkan, best first, as far as there are any, then the host.</summary>
    public static IReadOnlyList<DeviceDescription> List()
    {
        using HostDevice<float> host = new();
        try
        {
            return [.. VulkanDevice.List(), host.Description];
        }
        catch (ElectraGenException)
        {
            // No loader or no driver: then there is none to list
            return [host.Description];
        }
    }

    /// <summary>The identifier that is opened where the user names none: a GPU if there is one, else the best Vulkan device, else the host.</summary>
    /// <param name="devices">As of <see cref="List"/>.</param>
    public static string DefaultId(IReadOnlyList<DeviceDescription> devices) => devices[0].Id;

    /// <summary>Opens a device.</summary>
    /// <param name="id"><c>host</c>, <c>vulkan:N</c> as <see cref="List"/> has it, <c>vulkan</c> for the best of them, or null for the default.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ElectraGenException">There is no such device, or it cannot be used.</exception>
    public static IDevice Open(string? id, DeviceOptions options)
    {
        id ??= DefaultId(List());
        if (id == HostId)
            return new HostDevice<float>();
        string[] parts = id.Split(':');
        if (parts.Length <= 2 && parts[0] == VulkanId)
        {
            if (parts.Length == 1)
                return VulkanDevice.Create(0, options);
            if (int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                return VulkanDevice.Create(index, options);
        }
        throw new ElectraGenException($"There is no device \"{id}\"; `electragen devices` lists them.");
    }
}
