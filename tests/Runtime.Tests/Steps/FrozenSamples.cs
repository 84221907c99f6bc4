using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Steps;

/// <summary>
/// Hands given samples to whatever reads those that the pass draws. Samples are integers that depend on the parameters: where two runs
/// are to differ by rounding alone, or a loss is to be differentiated, they have to stay.
/// </summary>
internal sealed class FrozenSamples(IRecorder inner, IModel model) : IRecorder
{
    /// <summary>A segment that no plan uses.</summary>
    private static readonly Segment Segment = new(SegmentKind.Input, 1);

    private readonly Slot samples = SlotOf(model);
    private readonly Slot? drawn = model.Plan.Outputs.FirstOrDefault(output => output.Name == "sampled_ids")?.Slot;

    public int Batch => inner.Batch;

    /// <summary>Where a session with <see cref="SegmentsOf"/> has room for the samples, (predictions, 1).</summary>
    public static Slot SlotOf(IModel model) => new(Segment, 0, model.Description.MaximumPredictions, 1, Element.Int32);

    /// <summary>The segments of a model and that of the samples.</summary>
    public static IReadOnlyList<SegmentSize> SegmentsOf(IModel model, int batch) =>
        [.. model.Plan.SegmentsAt(batch), new SegmentSize(Segment, SlotOf(model).BytesAt(batch))];

    public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
    {
        Slot[] frozen = operands.ToArray();
        for (int operand = 0; operand < frozen.Length; operand++)
        {
            if (kernel.Operands[operand].Access == OperandAccess.Read && frozen[operand] == drawn)
                frozen[operand] = samples;
        }

        inner.Dispatch(kernel, options, frozen, constants, work);
    }

    public void Barrier() => inner.Barrier();
}
