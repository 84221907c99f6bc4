using System.Collections.ObjectModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ElectraGen.Runtime.Devices;
using ElectraGen.Runtime.Host.Threads;

namespace ElectraGen.Runtime.Host;

/// <summary>
/// The host as a device. In double precision every kernel is the plainest loop on one thread: the judge of other devices. In single
/// precision it trains: vector units and all cores, with the same bits for any number of threads.
/// </summary>
/// <typeparam name="T">What a float of a slot is computed in: <see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class HostDevice<T> : IDevice
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly HostKernelTable<T> kernels;
    private readonly AllocatedBytes allocated = new();
    private readonly int threadCount;
    private readonly Lazy<WorkerTeam> team;

    /// <summary>The host with the kernels that compute best in its type.</summary>
    public HostDevice()
        : this(HostKernelTable<T>.Best, typeof(T) == typeof(float) ? Environment.ProcessorCount : 1)
    {
    }

    /// <summary>The judge of another precision: takes activations rounded, and computes as exactly as ever.</summary>
    internal HostDevice(Precision precision)
        : this(HostKernelTable<T>.Plain, threadCount: 1) => Precision = precision;

    internal HostDevice(HostKernelTable<T> kernels, int threadCount)
    {
        this.kernels = kernels;
        this.threadCount = threadCount;
        team = new(() => new WorkerTeam(threadCount));
    }

    private static int BytesPerNumber => Unsafe.SizeOf<T>();

    private static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private bool IsFast => kernels != HostKernelTable<T>.Plain;

    /// <inheritdoc/>
    public DeviceDescription Description => new(
        Id: "host",
        Name: $"{Environment.ProcessorCount} × {RuntimeInformation.ProcessArchitecture}",
        Driver: RuntimeInformation.FrameworkDescription,
        Kind: DeviceDescription.HostKind,
        MemoryBytes: GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        Tier: IsFast ? $"{VectorBits}-bit vectors" : $"plain loops, {BytesPerNumber * 8}-bit",
        Reason: $"the host computes without a graphics driver, on {threadCount} {(threadCount == 1 ? "thread" : "threads")}");

    /// <inheritdoc/>
    public Precision Precision { get; }

    /// <inheritdoc/>
    public long PeakBytes => allocated.Peak;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Tuning => ReadOnlyDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public void Repeat(IReadOnlyDictionary<string, string> tuning)
    {
    }

    /// <inheritdoc/>
    public ISession OpenSession(IReadOnlyList<SegmentSize> segments, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        long needed = segments.Sum(segment => segment.Bytes) / sizeof(float) * BytesPerNumber;
        long available = Description.MemoryBytes;
        if (needed > available)
            throw new ElectraGenException($"A batch of {batch} needs {needed:N0} bytes, but the host has {available:N0}: take a smaller batch.");
        return new HostSession<T>(kernels, new HostMemory<T>(segments, batch, allocated, Precision), team.Value);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (team.IsValueCreated)
            team.Value.Dispose();
    }
}
