using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Checking;

/// <summary>Runs nothing: lists the dispatches of a pass.</summary>
internal sealed class ListingRecorder(int batch) : IRecorder
{
    private readonly List<ListedDispatch> dispatches = [];
    private readonly List<List<ListedDispatch>> intervals = [[]];

    public int Batch { get; } = batch;

    public IReadOnlyList<ListedDispatch> Dispatches => dispatches;

    /// <summary>The same, cut at the barriers.</summary>
    public IReadOnlyList<IReadOnlyList<ListedDispatch>> Intervals => intervals;

    public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
    {
        KernelCallCheck.Verify(kernel, options, operands, constants, work);
        ListedDispatch dispatch = new(dispatches.Count, kernel, options, operands.ToArray(), constants.ToArray(), work);
        dispatches.Add(dispatch);
        intervals[^1].Add(dispatch);
    }

    public void Barrier() => intervals.Add([]);

    /// <summary>Those between two barriers; none behind the last.</summary>
    public IReadOnlyList<ListedDispatch> IntervalAt(int index) => index < intervals.Count ? intervals[index] : [];
}

/// <summary>A dispatch of a pass, to be recorded again by itself.</summary>
internal sealed record ListedDispatch(
    int Number, KernelDefinition Kernel, uint Options, Slot[] Operands, uint[] Constants, WorkSize Work)
{
    public void RecordOn(IRecorder recorder) => recorder.Dispatch(Kernel, Options, Operands, Constants, Work);

    public KernelWork WorkAt(int batch, Precision precision) => KernelWork.Of(Kernel, Options, Operands, Constants, Work, batch, precision);

    public IEnumerable<OperandUse> UsesAt(int batch) => OperandUse.Of(Number, Kernel, Options, Operands, Constants, batch);
}
