using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ElectraGen.Runtime.Devices;

namespace ElectraGen.Runtime.Host;

/// <summary>
/// The host as a device: every kernel as plain loops over managed arrays. In double precision it is the judge of other devices, in
/// single precision a device to train on.
/// </summary>
/// <typeparam name="T">What a float of a slot is computed in: <see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class HostDevice<T> : IDevice
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly HostKernelTable<T> kernels;
    private readonly AllocatedBytes allocated = new();

    /// <summary>The host with its plain kernels.</summary>
    public HostDevice()
        : this(HostKernelTable<T>.Plain)
    {
    }

    internal HostDevice(HostKernelTable<T> kernels) => this.kernels = kernels;

    private static int BytesPerNumber => Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public DeviceDescription Description => new(
        Id: "host",
        Name: $"{Environment.ProcessorCount} × {RuntimeInformation.ProcessArchitecture}",
        Driver: RuntimeInformation.FrameworkDescription,
        Kind: "host",
        MemoryBytes: GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        Tier: $"plain loops, {BytesPerNumber * 8}-bit",
        Reason: "the host computes without a graphics driver, on one core");

    /// <inheritdoc/>
    public long PeakBytes => allocated.Peak;

    /// <inheritdoc/>
    public ISession OpenSession(IReadOnlyList<SegmentSize> segments, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        long needed = segments.Sum(segment => segment.Bytes) / sizeof(float) * BytesPerNumber;
        long available = Description.MemoryBytes;
        if (needed > available)
            throw new ElectraGenException($"A batch of {batch} needs {needed:N0} bytes, but the host has {available:N0}: take a smaller batch.");
        return new HostSession<T>(kernels, new HostMemory<T>(segments, batch, allocated));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
