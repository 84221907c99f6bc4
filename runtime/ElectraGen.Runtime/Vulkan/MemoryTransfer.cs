using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>Moves bytes between host and segments: through the mapping where there is one, else through a staging allocation.</summary>
internal sealed unsafe class MemoryTransfer : IDisposable
{
    private const long StagingBytes = 16 << 20;

    private readonly LogicalDevice device;
    private readonly DeviceAllocation? staging;

    private MemoryTransfer(LogicalDevice device, DeviceAllocation? staging)
    {
        this.device = device;
        this.staging = staging;
    }

    /// <summary>For one arena; without any unmapped segment there is nothing to stage.</summary>
    public static MemoryTransfer Create(LogicalDevice device, SegmentArena arena)
    {
        bool isMapped = arena.Allocations.All(allocation => allocation.Mapping != null);
        return new MemoryTransfer(device, isMapped ? null : DeviceAllocation.Create(device, StagingBytes, MemoryPlace.Host));
    }

    /// <summary>Fills all of an allocation with a word.</summary>
    public void Fill(DeviceAllocation allocation, uint word) =>
        device.RunOnce(commands => device.Api.CmdFillBuffer(commands, allocation.Buffer, 0, Vk.WholeSize, word));

    public void Write(DeviceAllocation allocation, long offset, ReadOnlySpan<byte> bytes)
    {
        if (allocation.Mapping != null)
        {
            bytes.CopyTo(new Span<byte>(allocation.Mapping + offset, bytes.Length));
            return;
        }
        for (int done = 0; done < bytes.Length;)
        {
            int count = (int)Math.Min(StagingBytes, bytes.Length - done);
            bytes.Slice(done, count).CopyTo(new Span<byte>(Staging.Mapping, count));
            Copy(Staging, 0, allocation, offset + done, count);
            done += count;
        }
    }

    public void Read(DeviceAllocation allocation, long offset, Span<byte> bytes)
    {
        if (allocation.Mapping != null)
        {
            new ReadOnlySpan<byte>(allocation.Mapping + offset, bytes.Length).CopyTo(bytes);
            return;
        }
        for (int done = 0; done < bytes.Length;)
        {
            int count = (int)Math.Min(StagingBytes, bytes.Length - done);
            Copy(allocation, offset + done, Staging, 0, count);
            new ReadOnlySpan<byte>(Staging.Mapping, count).CopyTo(bytes[done..]);
            done += count;
        }
    }

    public void Dispose() => staging?.Dispose();

    private DeviceAllocation Staging => staging ?? throw new InvalidOperationException("A mapped arena has no staging allocation.");

    private void Copy(DeviceAllocation from, long fromOffset, DeviceAllocation to, long toOffset, long bytes) =>
        device.RunOnce(commands =>
        {
            BufferCopy region = new((ulong)fromOffset, (ulong)toOffset, (ulong)bytes);
            device.Api.CmdCopyBuffer(commands, from.Buffer, to.Buffer, 1, in region);
        });
}
