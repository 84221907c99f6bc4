using System.Diagnostics;
using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>
/// How long a device works: by its own clock, read in front of what is started first and behind what is started last. Where it has none,
/// the host's clock stands in, which counts the way there and back as well.
/// </summary>
internal sealed unsafe class RunClock : IDisposable
{
    private const uint Begin = 0, End = 1;

    private readonly LogicalDevice device;
    private readonly QueryPool pool;
    private readonly bool exists;
    private long started;
    private bool isRunning;

    public RunClock(LogicalDevice device)
    {
        this.device = device;
        exists = device.Adapter.ClockBits > 0;
        if (!exists)
            return;
        QueryPoolCreateInfo info = new(queryType: QueryType.Timestamp, queryCount: 2);
        device.Api.CreateQueryPool(device.Handle, in info, null, out pool).Check();
    }

    /// <summary>Time between begins and ends that are over.</summary>
    public TimeSpan Total { get; private set; }

    /// <summary>In front of a run; only the first since the last <see cref="Stop"/> counts.</summary>
    public void Start(CommandBuffer commands)
    {
        if (isRunning)
            return;
        isRunning = true;
        started = Stopwatch.GetTimestamp();
        Read(commands, Begin);
    }

    /// <summary>Behind a run.</summary>
    public void CommandEnd(CommandBuffer commands) => Read(commands, End);

    /// <summary>When everything has ended. Allocates nothing on the managed heap.</summary>
    public void Stop()
    {
        if (!isRunning)
            return;
        isRunning = false;
        Total += exists ? TimeSpan.FromMicroseconds(Nanoseconds() / 1e3) : Stopwatch.GetElapsedTime(started);
    }

    public void Dispose() => device.Api.DestroyQueryPool(device.Handle, pool, null);

    private double Nanoseconds()
    {
        ulong* ticks = stackalloc ulong[2];
        device.Api.GetQueryPoolResults(
            device.Handle, pool, 0, 2, 2 * sizeof(ulong), ticks, sizeof(ulong), QueryResultFlags.Result64Bit | QueryResultFlags.ResultWaitBit).Check();
        return device.Adapter.Nanoseconds(ticks[Begin], ticks[End]);
    }

    private void Read(CommandBuffer commands, uint query)
    {
        if (!exists)
            return;
        device.Api.CmdResetQueryPool(commands, pool, query, 1);
        device.Api.CmdWriteTimestamp(commands, PipelineStageFlags.BottomOfPipeBit, pool, query);
    }
}
