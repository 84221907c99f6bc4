using ElectraGen.Runtime;
using ElectraGen.Runtime.Vulkan;

namespace Runtime.Tests.Vulkan;

/// <summary>The best Vulkan device under the validation layer, opened once for all tests of the collection.</summary>
public sealed class VulkanFixture : IDisposable
{
    private readonly List<string> messages = [];
    private readonly Dictionary<Precision, VulkanDevice> narrow = [];

    public VulkanFixture()
    {
        Device = VulkanDevice.Create(0, new DeviceOptions { OnValidationMessage = messages.Add });
    }

    internal VulkanDevice Device { get; }

    /// <summary>The same device opened for a precision.</summary>
    internal VulkanDevice In(Precision precision)
    {
        if (!precision.IsNarrow())
            return Device;
        if (!narrow.TryGetValue(precision, out VulkanDevice? device))
            narrow[precision] = device = VulkanDevice.Create(0, new DeviceOptions { Precision = precision, OnValidationMessage = messages.Add });
        return device;
    }

    /// <summary>What the validation layer had to say so far.</summary>
    internal IReadOnlyList<string> ValidationMessages => messages;

    /// <summary>Any message fails the run, whichever test brought it about.</summary>
    public void Dispose()
    {
        foreach (VulkanDevice device in narrow.Values)
            device.Dispose();
        Device.Dispose();
        Assert.Empty(messages);
    }
}

[CollectionDefinition(Name)]
public sealed class VulkanCollection : ICollectionFixture<VulkanFixture>
{
    public const string Name = "Vulkan";
}
