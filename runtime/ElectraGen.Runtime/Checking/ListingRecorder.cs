using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Checking;

/// <summary>Runs nothing: lists the dispatches of a pass, those that a recorder would take.</summary>
/// <param name="batch">Sequences per step.</param>
/// <param name="like">Says which kernels there are; null: those of every device.</param>
internal sealed class ListingRecorder(int batch, IRecorder? like = null) : IRecorder
{
    private readonly List<ListedDispatch> dispatches = [];
    private readonly List<List<ListedDispatch>> intervals = [[]];

    public int Batch { get; } = batch;

    public IReadOnlyList<ListedDispatch> Dispatches => dispatches;

    /// <summary>The same, cut at the barriers.</summary>
    public IReadOnlyList<IReadOnlyList<ListedDispatch>> Intervals => intervals;

    public bool AttendsAtOnce(int length, int headSize) => like?.AttendsAtOnce(length, headSize) ?? false;

    public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
    {
        KernelCallCheck.Verify(kernel, options, operands, constants, work);
        ListedDispatch dispatch = new(dispatches.Count, kernel, options, operands.ToArray(), constants.ToArray(), work);
        dispatches.Add(dispatch);
        intervals[^1].Add(dispatch);
    }

    public void Barrier() => intervals.Add([]);

    /// <summary>Those in one of so many intervals, stretched over them: its last is theirs, those before it follow one another.</summary>
    public IReadOnlyList<ListedDispatch> IntervalAt(int index, int count) =>
        index == count - 1 ? intervals[^1] : index < intervals.Count - 1 ? intervals[index] : [];
}

/// <summary>A dispatch of a pass, to be recorded again by itself.</summary>
internal sealed record ListedDispatch(
    int Number, KernelDefinition Kernel, uint Options, Slot[] Operands, uint[] Constants, WorkSize Work)
{
    public void RecordOn(IRecorder recorder) => recorder.Dispatch(Kernel, Options, Operands, Constants, Work);

    public KernelWork WorkAt(int batch, Precision precision) => KernelWork.Of(Kernel, Options, Operands, Constants, Work, batch, precision);

    public IEnumerable<OperandUse> UsesAt(int batch) => OperandUse.Of(Number, Kernel, Options, Operands, Constants, batch);
}
