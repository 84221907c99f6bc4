using System.Globalization;
using ElectraGen.Runtime.Vulkan;

namespace ElectraGen.Runtime;

/// <summary>The devices of this machine.</summary>
public static class DeviceCatalog
{
    private const string VulkanId = "vulkan";

    /// <summary>Every device: those of Vulkan, best first, as far as there are any.</summary>
    public static IReadOnlyList<DeviceDescription> List()
    {
        try
        {
            return VulkanDevice.List();
        }
        catch (ElectraGenException)
        {
            // No loader or no driver: then there is none to list
            return [];
        }
    }

    /// <summary>The identifier that is opened where the user names none: a GPU if there is one, else the best Vulkan device.</summary>
    /// <param name="devices">As of <see cref="List"/>.</param>
    public static string DefaultId(IReadOnlyList<DeviceDescription> devices) =>
        devices.FirstOrDefault()?.Id ?? $"{VulkanId}:0";

    /// <summary>Opens a device.</summary>
    /// <param name="id"><c>vulkan:N</c> as <see cref="List"/> has it, <c>vulkan</c> for the best of them, or null for the default.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ElectraGenException">There is no such device, or it cannot be used.</exception>
    public static IDevice Open(string? id, DeviceOptions options)
    {
        id ??= DefaultId(List());
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
