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

    /// <summary>to = scale · query · keyᵀ, per head. Query, key (S, hidden); to (heads · S, S).</summary>
    public static void AttentionScores(this IRecorder recorder, Slot query, Slot key, int heads, double scale, Slot to) =>
        recorder.Product(
            Interleaved(recorder, query, heads), Interleaved(recorder, key, heads), Slot.None, Stacked(recorder, to, heads),
            Slot.None, TransposeRight, scale);

    /// <summary>to = scale · scoreGradient · key, per head: the gradient of the query.</summary>
    public static void AttentionQueryGradient(this IRecorder recorder, Slot scoreGradient, Slot key, int heads, double scale, Slot to) =>
        recorder.Product(
            Stacked(recorder, scoreGradient, heads), Interleaved(recorder, key, heads), Slot.None, Interleaved(recorder, to, heads),
            Slot.None, 0, scale);

    /// <summary>to = scale · scoreGradientᵀ · query, per head: the gradient of the key.</summary>
    public static void AttentionKeyGradient(this IRecorder recorder, Slot scoreGradient, Slot query, int heads, double scale, Slot to) =>
        recorder.Product(
            Stacked(recorder, scoreGradient, heads), Interleaved(recorder, query, heads), Slot.None, Interleaved(recorder, to, heads),
            Slot.None, TransposeLeft, scale);

    /// <summary>to = probabilities · value, per head. Probabilities (heads · S, S); value, to (S, hidden).</summary>
    public static void AttentionContext(this IRecorder recorder, Slot probabilities, Slot value, int heads, Slot to) =>
        recorder.Product(
            Stacked(recorder, probabilities, heads), Interleaved(recorder, value, heads), Slot.None, Interleaved(recorder, to, heads),
            Slot.None, 0);

    /// <summary>to = contextGradient · valueᵀ, per head: the gradient of the probabilities.</summary>
    public static void AttentionProbabilityGradient(this IRecorder recorder, Slot contextGradient, Slot value, int heads, Slot to) =>
        recorder.Product(
            Interleaved(recorder, contextGradient, heads), Interleaved(recorder, value, heads), Slot.None, Stacked(recorder, to, heads),
            Slot.None, TransposeRight);

    /// <summary>to = probabilitiesᵀ · contextGradient, per head: the gradient of the value.</summary>
    public static void AttentionValueGradient(this IRecorder recorder, Slot probabilities, Slot contextGradient, int heads, Slot to) =>
        recorder.Product(
            Stacked(recorder, probabilities, heads), Interleaved(recorder, contextGradient, heads), Slot.None,
            Interleaved(recorder, to, heads), Slot.None, TransposeLeft);

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
                    Words(left.First(first, transposesLeft)), Words(right.First(first, !transposesRight)),
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
        Slot Slot, long Count, long Rows, long Columns, long RowStride, long InnerCount, long OuterStride, long InnerStride)
    {
        /// <summary>Element at which a range of the depth starts.</summary>
        public long First(long depth, bool rowsAreDepth) => rowsAreDepth ? depth * RowStride : depth;
    }

    private static Matrices Flat(IRecorder recorder, Slot slot) =>
        new(slot, 1, slot.RowsAt(recorder.Batch), slot.Columns, slot.Columns, 1, 0, 0);

    /// <summary>(S, heads · size): a head's rows are a whole row apart.</summary>
    private static Matrices Interleaved(IRecorder recorder, Slot slot, int heads) =>
        new(slot, (long)recorder.Batch * heads, slot.Rows, slot.Columns / heads, slot.Columns, heads, slot.Count, slot.Columns / heads);

    /// <summary>(heads · S, S): one matrix behind the other.</summary>
    private static Matrices Stacked(IRecorder recorder, Slot slot, int heads) =>
        new(slot, (long)recorder.Batch * heads, slot.Rows / heads, slot.Columns, slot.Columns, heads, slot.Count, slot.Count / heads);
}
