namespace ElectraGen.Runtime.Kernels;

public static partial class KernelCalls
{
    /// <summary>Partial sums (blocks, 1) of the squares of values.</summary>
    public static void SquareSums(this IRecorder recorder, Slot values, Slot to)
    {
        recorder.Dispatch(
            KernelCatalog.SquareSums, 0, [values, to],
            [Words(values.CountAt(recorder.Batch)), Words(to.Count)], new WorkSize(to.Count));
    }

    /// <summary>to (1, 4) = the norm, the factor that clips gradients and takes the loss's scale out of them, whether it is finite, 0.</summary>
    public static void GradientNorm(this IRecorder recorder, Slot partials, double clipNorm, Slot to)
    {
        recorder.Dispatch(
            KernelCatalog.GradientNorm, 0, [partials, StepScalars.Slot, to], [Words(partials.Count), Bits(clipNorm)], new WorkSize(1));
    }

    /// <summary>One update of a range of the parameters.</summary>
    public static void Adam(
        this IRecorder recorder, Parameter range, double beta1, double beta2, double epsilon, double weightDecay, Slot norm)
    {
        long count = range.Value.Count;
        recorder.Dispatch(
            KernelCatalog.Adam, 0,
            [
                range.Value, range.Gradient, range.In(SegmentKind.FirstMoments), range.In(SegmentKind.SecondMoments),
                norm, StepScalars.Slot,
            ],
            [Words(count), Bits(beta1), Bits(beta2), Bits(epsilon), Bits(weightDecay)], Quads(count));
    }
}
