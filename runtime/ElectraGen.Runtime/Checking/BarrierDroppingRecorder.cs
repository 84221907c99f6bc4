using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Checking;

/// <summary>Passes a pass on without one of its barriers, to prove that the barrier is needed and its absence noticed.</summary>
/// <param name="inner">Takes the rest.</param>
/// <param name="dropped">Number of the barrier, from 0.</param>
internal sealed class BarrierDroppingRecorder(IRecorder inner, int dropped) : IRecorder
{
    private int barriers;

    public int Batch => inner.Batch;

    public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work) =>
        inner.Dispatch(kernel, options, operands, constants, work);

    public void Barrier()
    {
        if (barriers++ != dropped)
            inner.Barrier();
    }
}
