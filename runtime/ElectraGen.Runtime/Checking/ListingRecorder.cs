using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Checking;

/// <summary>Lists the dispatches of a pass, and runs nothing: another recorder may take them behind it.</summary>
internal sealed class ListingRecorder(int batch, IRecorder? next = null) : IRecorder
{
    private readonly List<ListedDispatch> dispatches = [];

    public int Batch { get; } = batch;

    public IReadOnlyList<ListedDispatch> Dispatches => dispatches;

    public bool AttendsAtOnce(int length, int headSize) => next?.AttendsAtOnce(length, headSize) ?? false;

    public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
    {
        KernelCallCheck.Verify(kernel, options, operands, constants, work);
        dispatches.Add(new ListedDispatch(dispatches.Count, kernel, options, operands.ToArray(), constants.ToArray(), work));
        next?.Dispatch(kernel, options, operands, constants, work);
    }

    public void Barrier() => next?.Barrier();
}

/// <summary>A dispatch of a pass, to be recorded again by itself.</summary>
internal sealed record ListedDispatch(
    int Number, KernelDefinition Kernel, uint Options, Slot[] Operands, uint[] Constants, WorkSize Work)
{
    public void RecordOn(IRecorder recorder) => recorder.Dispatch(Kernel, Options, Operands, Constants, Work);

    public KernelWork WorkAt(int batch, Precision precision) => KernelWork.Of(Kernel, Options, Operands, Constants, Work, batch, precision);

    public IEnumerable<OperandUse> UsesAt(int batch) => OperandUse.Of(Number, Kernel, Options, Operands, Constants, batch);
}
