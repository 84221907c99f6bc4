using System.Numerics;
using ElectraGen.Runtime.Host.Fast.Attention;
using ElectraGen.Runtime.Host.Threads;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host;

/// <summary>Makes of every dispatch a call with its operands looked up, cut into parts for the threads of a team.</summary>
internal sealed class HostRecorder<T>(HostKernelTable<T> kernels, HostMemory<T> memory, WorkerTeam team) : IRecorder
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<HostInterval<T>> intervals = [];
    private readonly List<PreparedCall<T>> interval = [];

    public int Batch => memory.Batch;

    public bool AttendsAtOnce(int length, int headSize) => kernels.HasFast(KernelCatalog.Attention) && AttentionLoops.Fits(length, headSize);

    public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
    {
        KernelCallCheck.Verify(kernel, options, operands, constants, work);
        HostOperand<T>[] located = new HostOperand<T>[operands.Length];
        for (int index = 0; index < operands.Length; index++)
            located[index] = operands[index].IsNone ? default : memory.Locate(operands[index]);
        HostDispatch<T> dispatch = new(located, constants.ToArray(), options, work);
        interval.Add(new(dispatch, kernels[kernel](dispatch, team.ThreadCount)));
    }

    public void Barrier()
    {
        if (interval.Count > 0)
            intervals.Add(new HostInterval<T>([.. interval]));
        interval.Clear();
    }

    public HostRecording<T> Finish()
    {
        Barrier();
        return new(memory, team, [.. intervals]);
    }

    /// <summary>As <see cref="Finish"/>, with each dispatch in an interval of its own.</summary>
    public TimedHostRecording<T> FinishTimed()
    {
        Barrier();
        return new(memory, team, [.. intervals.SelectMany(static each => each.Apart())]);
    }
}
