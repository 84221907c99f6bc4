namespace ElectraGen.Runtime.Kernels;

public static partial class KernelCalls
{
    internal const uint TransposeLeft = 1, TransposeRight = 2, HasBias = 4, Accumulate = 8;

    private const uint FirstActivation = 16;

    /// <summary>to = input · weightᵀ + bias. Input (rows, inputs), weight (outputs, inputs), bias (outputs).</summary>
    public static void Linear(this IRecorder recorder, Slot input, Parameter weight, Parameter bias, Slot to) =>
        recorder.Product(
            Flat(recorder, input), Flat(recorder, weight), bias, Flat(recorder, to), Slot.None, TransposeRight);

    /// <summary>to = input · weightᵀ. Input (rows, inputs), weight (outputs, inputs).</summary>
    public static void Project(this IRecorder recorder, Slot input, Parameter weight, Slot to) =>
        recorder.Product(
            Flat(recorder, input), Flat(recorder, weight), Slot.None, Flat(recorder, to), Slot.None, TransposeRight);

    /// <summary>to = input · weightᵀ + bias, and activated = GELU(to).</summary>
    public static void LinearGelu(this IRecorder recorder, Slot input, Parameter weight, Parameter bias, Slot to, Slot activated) =>
        recorder.ActivatedLinear(Activation.Gelu, input, weight, bias, to, activated);

    /// <summary>to = input · weightᵀ + bias, and activated = GELU(to), approximated by tanh.</summary>
    public static void LinearTanhGelu(this IRecorder recorder, Slot input, Parameter weight, Parameter bias, Slot to, Slot activated) =>
        recorder.ActivatedLinear(Activation.TanhGelu, input, weight, bias, to, activated);

    /// <summary>to = input · weightᵀ + bias, and activated = max(to, 0).</summary>
    public static void LinearRelu(this IRecorder recorder, Slot input, Parameter weight, Parameter bias, Slot to, Slot activated) =>
        recorder.ActivatedLinear(Activation.Relu, input, weight, bias, to, activated);

    /// <summary>to = input · weightᵀ + bias, and activated = to · σ(to).</summary>
    public static void LinearSilu(this IRecorder recorder, Slot input, Parameter weight, Parameter bias, Slot to, Slot activated) =>
        recorder.ActivatedLinear(Activation.Silu, input, weight, bias, to, activated);

    /// <summary>to = outputGradient · weight, or to += with <paramref name="accumulate"/>.</summary>
    public static void LinearInputGradient(this IRecorder recorder, Slot outputGradient, Parameter weight, Slot to, bool accumulate = false) =>
        recorder.Product(
            Flat(recorder, outputGradient), Flat(recorder, weight), Slot.None, Flat(recorder, to), Slot.None, accumulate ? Accumulate : 0);

    /// <summary>weight's gradient += outputGradientᵀ · input.</summary>
    public static void LinearWeightGradient(this IRecorder recorder, Slot outputGradient, Slot input, Parameter weight) =>
        recorder.Product(
            Flat(recorder, outputGradient), Flat(recorder, input), Slot.None, Flat(recorder, weight.Gradient), Slot.None,
            TransposeLeft | Accumulate);

    private static void ActivatedLinear(
        this IRecorder recorder, Activation activation, Slot input, Parameter weight, Parameter bias, Slot to, Slot activated) =>
        recorder.Product(
            Flat(recorder, input), Flat(recorder, weight), bias, Flat(recorder, to), activated,
            TransposeRight | (FirstActivation << (int)activation));

    private static void Product(
        this IRecorder recorder, Matrices left, Matrices right, Slot bias, Matrices to, Slot activated, uint options, double scale = 1)
    {
        bool transposesLeft = (options & TransposeLeft) != 0, transposesRight = (options & TransposeRight) != 0;
        (long rows, long depth) = transposesLeft ? (left.Columns, left.Rows) : (left.Rows, left.Columns);
        (long columns, long rightDepth) = transposesRight ? (right.Rows, right.Columns) : (right.Columns, right.Rows);
        Match(depth == rightDepth && rows == to.Rows && columns == to.Columns, $"a product of ({rows}, {depth}) and ({rightDepth}, {columns}) to ({to.Rows}, {to.Columns})");

        options |= bias.IsNone ? 0 : HasBias;
        Match(depth <= LongestWalk || (bias.IsNone && activated.IsNone), "a product this deep has no epilogue");
        for (long first = 0; first < depth; first += LongestWalk)
        {
            if (first > 0)
                recorder.Barrier();
            long chunk = Math.Min(LongestWalk, depth - first);
            recorder.Dispatch(
                KernelCatalog.MatrixProduct,
                options | (first > 0 ? Accumulate : 0),
                [left.Slot, right.Slot, bias, to.Slot, activated],
                [
                    Words(rows), Words(columns), Words(chunk), Words(to.InnerCount),
                    Words(left.First(first, transposesLeft)), Words(right.First(first, !transposesRight)), Words(to.Start),
                    Words(left.RowStride), Words(left.OuterStride), Words(left.InnerStride),
                    Words(right.RowStride), Words(right.OuterStride), Words(right.InnerStride),
                    Words(to.RowStride), Words(to.OuterStride), Words(to.InnerStride),
                    Bits(scale),
                ],
                new WorkSize(columns, rows, to.Count));
        }
    }

    /// <summary>A slot seen as a batch of matrices; strides in elements.</summary>
    private readonly record struct Matrices(
        Slot Slot, long Start, long Count, long Rows, long Columns, long RowStride, long InnerCount, long OuterStride, long InnerStride)
    {
        /// <summary>Element at which a range of the depth starts.</summary>
        public long First(long depth, bool rowsAreDepth) => Start + (rowsAreDepth ? depth * RowStride : depth);
    }

    private static Matrices Flat(IRecorder recorder, Slot slot) =>
        new(slot, 0, 1, slot.RowsAt(recorder.Batch), slot.Columns, slot.Columns, 1, 0, 0);
}
