using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Steps;

/// <summary>
/// Puts given samples into the sequences in the place of those that the pass draws. Samples are integers that depend on the
/// parameters: where two runs are to differ by rounding alone, or a loss is to be differentiated, they have to stay.
/// </summary>
internal sealed class FrozenSamples(IRecorder inner, Slot samples) : IRecorder
{
    private const int SampledIds = 2;

    /// <summary>A segment that no plan uses.</summary>
    private static readonly Segment Segment = new(SegmentKind.Input, 1);

    public int Batch => inner.Batch;

    /// <summary>Where a session with <see cref="SegmentsOf"/> has room for the samples, (predictions, 1).</summary>
    public static Slot SlotOf(IModel model) => new(Segment, 0, model.Description.MaximumPredictions, 1, Element.Int32);

    /// <summary>The segments of a model and that of the samples.</summary>
    public static IReadOnlyList<SegmentSize> SegmentsOf(IModel model, int batch) =>
        [.. model.Plan.SegmentsAt(batch), new SegmentSize(Segment, SlotOf(model).BytesAt(batch))];

    public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
    {
        if (kernel != KernelCatalog.Corrupt)
        {
            inner.Dispatch(kernel, options, operands, constants, work);
            return;
        }

        Slot[] replaced = operands.ToArray();
        replaced[SampledIds] = samples;
        inner.Dispatch(kernel, options, replaced, constants, work);
    }

    public void Barrier() => inner.Barrier();
}
