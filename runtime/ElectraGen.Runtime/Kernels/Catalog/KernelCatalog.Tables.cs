#if ELECTRAGEN_GENERATOR
namespace ElectraGen.Generators.Kernels;
#else
namespace ElectraGen.Runtime.Kernels;
#endif

// From ids to rows of a table and back. Gradients of a table are summed in the order of a stable sort by id, so that they come out
// the same on every run; the sort is two passes of eight bits (ids below 65,536), a sequence being one invocation's block.
public static partial class KernelCatalog
{
    /// <summary>Columns of a table's gradient that one item sums.</summary>
    public const int TableGradientColumns = 128;

    /// <summary>
    /// output[token, c] = words[id, c] + segments[segmentId, c], with POSITIONS + positions[token mod length, c]. An item is four columns
    /// of a token, item = token · ⌈width / 4⌉ + block.
    /// </summary>
    public static KernelDefinition Embed { get; } = new("embed", WorkShape.Items,
        [ReadIntegers("tokenIds"), ReadIntegers("segmentIds"), Table(Read("words")), Optional(Table(Read("positions"))), Table(Read("segments")), WriteActivations("output")],
        ["tokens", "length", "width"], static (_, _) => 4, ["POSITIONS"]);

    /// <summary>
    /// partials[block, s, c] = Σ of outputGradient[token, c] over the block's tokens with segmentIds[token] = s, s in 0..1.
    /// An item is one column of one block.
    /// </summary>
    public static KernelDefinition SegmentGradientPartials { get; } = new("segment_gradient_partials", WorkShape.Items,
        [ReadIntegers("segmentIds"), ReadActivations("outputGradient"), Write("partials")],
        ["tokens", "columns", "rowsPerBlock"], static (constants, _) => constants[2]);

    /// <summary>
    /// counts[digit, sequence] = how many of the sequence's tokens have digit <c>(key &gt;&gt; shift) &amp; 255</c>, the key being
    /// tokenIds[order[i]], or tokenIds[i] with FIRST. An item is a sequence.
    /// </summary>
    public static KernelDefinition SortCount { get; } = new("sort_count", WorkShape.Items,
        [ReadIntegers("tokenIds"), Optional(ReadIntegers("order")), WriteIntegers("counts")],
        ["sequences", "length", "shift"], static (constants, _) => constants[1] + 256L, ["FIRST"]);

    /// <summary>counts becomes its own exclusive prefix sum. One group.</summary>
    public static KernelDefinition SortScan { get; } = new("sort_scan", WorkShape.Single,
        [ReadWriteIntegers("counts")], ["count"], static (constants, lanes) => (2 * DivideUp(constants[0], lanes)) + lanes);

    /// <summary>Writes each token's index to sorted[counts[digit, sequence]++], in order. An item is a sequence.</summary>
    public static KernelDefinition SortScatter { get; } = new("sort_scatter", WorkShape.Items,
        [ReadIntegers("tokenIds"), Optional(ReadIntegers("order")), ReadWriteIntegers("counts"), WriteIntegers("sorted")],
        ["sequences", "length", "shift"], static (constants, _) => constants[1], ["FIRST"]);

    /// <summary>
    /// tableGradient[id, ·] += Σ of outputGradient[token, ·] over the tokens of that id in sorted order. An item is a place in the
    /// order and a block of columns, item = (place − firstPlace) · ⌈columns / 128⌉ + block; the first of a run of equal ids does the
    /// run, as far as it lies before endPlace, the others nothing.
    /// </summary>
    public static KernelDefinition TableGradient { get; } = new("table_gradient", WorkShape.Rows,
        [ReadIntegers("tokenIds"), ReadIntegers("order"), ReadActivations("outputGradient"), Table(ReadWrite("tableGradient"))],
        ["firstPlace", "endPlace", "columns"],
        static (constants, lanes) => constants[1] - constants[0] + DivideUp(3 * TableGradientColumns, lanes));

    /// <summary>output[b, p, ·] = source[b, positions[b, p], ·], or 0 where the position is −1. An item is four columns of a row.</summary>
    public static KernelDefinition GatherRows { get; } = new("gather_rows", WorkShape.Items,
        [Table(ReadActivations("source")), ReadIntegers("positions"), WriteActivations("output")],
        ["rows", "rowsPerSequence", "length", "columns"], static (_, _) => 4);

    /// <summary>output[b, s, ·] = Σ of source[b, p, ·] over the p with positions[b, p] = s, in ascending order. An item is four columns of a token.</summary>
    public static KernelDefinition ScatterRows { get; } = new("scatter_rows", WorkShape.Items,
        [ReadActivations("source"), ReadIntegers("positions"), WriteActivations("output")],
        ["tokens", "rowsPerSequence", "length", "columns"], static (constants, _) => 4 * (constants[1] + 1L));

    /// <summary>
    /// Turns each pair of columns by an angle of its position and its place in the head (Su et al., arXiv 2104.09864). With s =
    /// sinusoids[token mod length, 2i], c = sinusoids[token mod length, 2i + 1] and column 2i of a head: output[2i] = c · input[2i] − s ·
    /// input[2i + 1], output[2i + 1] = s · input[2i] + c · input[2i + 1]. INVERSE turns the other way, which is the derivative. Columns behind
    /// the first <c>turned</c> stay as they are. An item is a pair, item = token · width / 2 + pair. In place.
    /// </summary>
    public static KernelDefinition Rotate { get; } = new("rotate", WorkShape.Items,
        [ReadActivations("input"), Table(Read("sinusoids")), WriteActivations("output")], ["tokens", "length", "width", "turned", "headSize"], static (_, _) => 1, ["INVERSE"]);
}
