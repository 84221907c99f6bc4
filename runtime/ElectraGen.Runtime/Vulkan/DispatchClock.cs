using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>Reads the device's clock before and after each dispatch of a recording.</summary>
internal sealed unsafe class DispatchClock : IDisposable
{
    private readonly LogicalDevice device;
    private readonly QueryPool pool;
    private readonly int dispatches;
    private uint next;

    private DispatchClock(LogicalDevice device, QueryPool pool, int dispatches)
    {
        this.device = device;
        this.pool = pool;
        this.dispatches = dispatches;
    }

    /// <summary>A clock for so many dispatches.</summary>
    /// <exception cref="ElectraGenException">The device has no clock.</exception>
    public static DispatchClock Create(LogicalDevice device, int dispatches)
    {
        if (device.Adapter.ClockBits == 0)
            throw new ElectraGenException($"{device.Adapter.Name} has no clock that commands can read, so its kernels cannot be timed; `bench` without --profile times whole steps.");
        QueryPoolCreateInfo info = new(queryType: QueryType.Timestamp, queryCount: (uint)dispatches * 2);
        device.Api.CreateQueryPool(device.Handle, in info, null, out QueryPool pool).Check();
        return new DispatchClock(device, pool, dispatches);
    }

    /// <summary>Makes the clock ready for a run; in front of all dispatches.</summary>
    public void Reset(CommandBuffer commands) => device.Api.CmdResetQueryPool(commands, pool, 0, (uint)dispatches * 2);

    /// <summary>Reads the clock when all commands before have ended.</summary>
    public void Read(CommandBuffer commands) =>
        device.Api.CmdWriteTimestamp(commands, PipelineStageFlags.BottomOfPipeBit, pool, next++);

    /// <summary>The times of the last run.</summary>
    public IReadOnlyList<DispatchTime> Times()
    {
        ulong[] ticks = new ulong[dispatches * 2];
        fixed (ulong* first = ticks)
        {
            device.Api.GetQueryPoolResults(
                device.Handle, pool, 0, (uint)ticks.Length, (nuint)ticks.Length * sizeof(ulong), first, sizeof(ulong),
                QueryResultFlags.Result64Bit | QueryResultFlags.ResultWaitBit).Check();
        }
        long Nanoseconds(ulong tick) => (long)device.Adapter.Nanoseconds(ticks[0], tick);
        return [.. Enumerable.Range(0, dispatches).Select(dispatch => new DispatchTime(Nanoseconds(ticks[2 * dispatch]), Nanoseconds(ticks[(2 * dispatch) + 1])))];
    }

    public void Dispose() => device.Api.DestroyQueryPool(device.Handle, pool, null);
}
