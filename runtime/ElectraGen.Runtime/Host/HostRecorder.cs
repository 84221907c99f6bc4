using System.Numerics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host;

/// <summary>Makes of every dispatch a call with its operands looked up.</summary>
internal sealed class HostRecorder<T>(HostKernelTable<T> kernels, HostMemory<T> memory) : IRecorder
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<HostDispatch<T>> dispatches = [];

    public int Batch => memory.Batch;

    public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
    {
        KernelCallCheck.Verify(kernel, options, operands, constants, work);
        HostOperand<T>[] located = new HostOperand<T>[operands.Length];
        for (int index = 0; index < operands.Length; index++)
            located[index] = operands[index].IsNone ? default : memory.Locate(operands[index]);
        dispatches.Add(new(kernels[kernel], located, constants.ToArray(), options, work));
    }

    /// <summary>Nothing: calls run one after the other.</summary>
    public void Barrier()
    {
    }

    public HostRecording<T> Finish() => new(memory, [.. dispatches]);
}
