using System.Numerics;
using ElectraGen.Runtime.Host.Threads;

namespace ElectraGen.Runtime.Host;

/// <summary>A pass as a list of prepared calls, which run at the same time where no barrier is between them.</summary>
internal class HostRecording<T>(HostMemory<T> memory, WorkerTeam team, HostInterval<T>[] intervals) : SharedWork, IRecording
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private StepScalars scalars;

    /// <summary>What its operands lie in.</summary>
    public HostMemory<T> Memory { get; } = memory;

    public override int IntervalCount => intervals.Length;

    public void Run(in StepScalars stepScalars)
    {
        scalars = stepScalars;
        team.Run(this);
    }

    public override int PartCount(int interval) => intervals[interval].PartCount;

    public override void RunPart(int interval, int part, ThreadMemory memory) => intervals[interval].RunPart(part, scalars, memory);

    public void Dispose()
    {
    }
}

/// <summary>A dispatch and the kernel that was cut for it.</summary>
internal readonly record struct PreparedCall<T>(HostDispatch<T> Dispatch, PartedKernel<T> Cut)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>The calls between two barriers; their parts are numbered through.</summary>
internal sealed class HostInterval<T>(PreparedCall<T>[] calls)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Parts of all calls.</summary>
    public int PartCount { get; } = calls.Sum(static call => call.Cut.PartCount);

    /// <summary>The same calls, one after the other.</summary>
    public IEnumerable<HostInterval<T>> Apart() => calls.Select(static call => new HostInterval<T>([call]));

    public void RunPart(int part, in StepScalars scalars, ThreadMemory memory)
    {
        int index = 0;
        for (; part >= calls[index].Cut.PartCount; index++)
            part -= calls[index].Cut.PartCount;
        PartedKernel<T> cut = calls[index].Cut;
        cut.Kernel(new HostCall<T>(calls[index].Dispatch, scalars, new HostPart(part, cut.PartCount, memory)));
    }
}
