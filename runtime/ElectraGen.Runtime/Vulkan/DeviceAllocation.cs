using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>Where an allocation should lie.</summary>
internal enum MemoryPlace
{
    /// <summary>The device's own memory; mapped as well where the host shares it.</summary>
    Device,

    /// <summary>The device's own memory, never mapped.</summary>
    DeviceUnmapped,

    /// <summary>Memory that the host writes and reads through a mapping.</summary>
    Host,
}

/// <summary>One allocation with one buffer over all of it.</summary>
internal sealed unsafe class DeviceAllocation : IDisposable
{
    private const MemoryPropertyFlags Mapped = MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit;

    private readonly LogicalDevice device;
    private readonly DeviceMemory memory;
    private readonly long memoryBytes;

    private DeviceAllocation(
        LogicalDevice device, Buffer buffer, DeviceMemory memory, long memoryBytes, long bytes, ulong address, byte* mapping)
    {
        this.device = device;
        this.memory = memory;
        this.memoryBytes = memoryBytes;
        Buffer = buffer;
        Bytes = bytes;
        Address = address;
        Mapping = mapping;
    }

    public Buffer Buffer { get; }

    public long Bytes { get; }

    /// <summary>Of the first byte, as shaders see it.</summary>
    public ulong Address { get; }

    /// <summary>Of the first byte, as the host sees it; null where it does not.</summary>
    public byte* Mapping { get; }

    public static DeviceAllocation Create(LogicalDevice device, long bytes, MemoryPlace place)
    {
        Vk api = device.Api;
        BufferCreateInfo bufferInfo = new(
            size: (ulong)bytes,
            usage: BufferUsageFlags.StorageBufferBit | BufferUsageFlags.ShaderDeviceAddressBit
                | BufferUsageFlags.TransferSrcBit | BufferUsageFlags.TransferDstBit,
            sharingMode: SharingMode.Exclusive);
        api.CreateBuffer(device.Handle, in bufferInfo, null, out Buffer buffer).Check();
        DeviceMemory memory = default;
        try
        {
            api.GetBufferMemoryRequirements(device.Handle, buffer, out MemoryRequirements requirements);
            (uint type, MemoryPropertyFlags flags) = ChooseType(device.Adapter, requirements.MemoryTypeBits, place);
            MemoryAllocateFlagsInfo addressable = new(flags: MemoryAllocateFlags.DeviceAddressBit);
            MemoryAllocateInfo info = new(pNext: &addressable, allocationSize: requirements.Size, memoryTypeIndex: type);
            api.AllocateMemory(device.Handle, in info, null, out memory).Check();
            api.BindBufferMemory(device.Handle, buffer, memory, 0).Check();

            void* mapping = null;
            if (place != MemoryPlace.DeviceUnmapped && flags.HasFlag(Mapped))
                api.MapMemory(device.Handle, memory, 0, Vk.WholeSize, 0, &mapping).Check();
            BufferDeviceAddressInfo addressInfo = new(buffer: buffer);
            ulong address = api.GetBufferDeviceAddress(device.Handle, in addressInfo);
            device.Allocated.Add((long)requirements.Size);
            return new DeviceAllocation(device, buffer, memory, (long)requirements.Size, bytes, address, (byte*)mapping);
        }
        catch
        {
            // Freeing memory that there is not does nothing
            api.DestroyBuffer(device.Handle, buffer, null);
            api.FreeMemory(device.Handle, memory, null);
            throw;
        }
    }

    public void Dispose()
    {
        device.Api.DestroyBuffer(device.Handle, Buffer, null);
        device.Api.FreeMemory(device.Handle, memory, null);
        device.Allocated.Remove(memoryBytes);
    }

    private static (uint Type, MemoryPropertyFlags Flags) ChooseType(VulkanAdapter adapter, uint allowed, MemoryPlace place)
    {
        const MemoryPropertyFlags Local = MemoryPropertyFlags.DeviceLocalBit;

        // The host reads memory that it caches many times faster; a discrete GPU's own memory stays unmapped, it is slow to read
        bool isShared = adapter.Type is PhysicalDeviceType.Cpu or PhysicalDeviceType.IntegratedGpu;
        ReadOnlySpan<MemoryPropertyFlags> wishes = place == MemoryPlace.Host
            ? [Mapped | MemoryPropertyFlags.HostCachedBit, Mapped]
            : isShared && place == MemoryPlace.Device
                ? [Local | Mapped | MemoryPropertyFlags.HostCachedBit, Local | Mapped, Local, 0]
                : [Local, 0];
        foreach (MemoryPropertyFlags wish in wishes)
        {
            for (int type = 0; type < adapter.Memory.MemoryTypeCount; type++)
            {
                MemoryPropertyFlags flags = adapter.Memory.MemoryTypes[type].PropertyFlags;
                if ((allowed & (1u << type)) != 0 && flags.HasFlag(wish))
                    return ((uint)type, flags);
            }
        }
        throw new ElectraGenException($"{adapter.Name} has no memory that the host can map; choose another device with --device.");
    }
}
