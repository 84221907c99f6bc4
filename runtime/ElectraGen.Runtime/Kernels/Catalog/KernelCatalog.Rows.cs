#if ELECTRAGEN_GENERATOR
namespace ElectraGen.Generators.Kernels;
#else
namespace ElectraGen.Runtime.Kernels;
#endif

// Rows that are reduced, and columns that are summed over all rows in two passes of fixed order.
public static partial class KernelCatalog
{
    /// <summary>Blocks of rows that a column sum is split into; partial sums have one row a block.</summary>
    public const int ColumnSumBlocks = 32;

    /// <summary>output = (input − mean) · rstd · gain + bias by row; statistics[row] = (mean, rstd). An item is a row.</summary>
    public static KernelDefinition LayerNorm { get; } = new("layer_norm", WorkShape.Rows,
        [ReadActivations("input"), Read("gain"), Read("bias"), WriteActivations("output"), Write("statistics")],
        ["rows", "columns", "epsilonFloat"], static (constants, lanes) => 3 * DivideUp(constants[1], lanes));

    /// <summary>sum = input + residual; output = layer norm of sum. In place of input on sum.</summary>
    public static KernelDefinition AddLayerNorm { get; } = new("add_layer_norm", WorkShape.Rows,
        [ReadActivations("input"), ReadActivations("residual"), Read("gain"), Read("bias"), WriteActivations("output"), WriteActivations("sum"), Write("statistics")],
        ["rows", "columns", "epsilonFloat"], static (constants, lanes) => 4 * DivideUp(constants[1], lanes));

    /// <summary>
    /// With x̂ = (input − mean) · rstd and g = outputGradient · gain: inputGradient = rstd · (g − mean(g) − x̂ · mean(g x̂)) by row.
    /// In place on outputGradient.
    /// </summary>
    public static KernelDefinition LayerNormBackward { get; } = new("layer_norm_backward", WorkShape.Rows,
        [ReadActivations("input"), Read("statistics"), Read("gain"), ReadActivations("outputGradient"), WriteActivations("inputGradient")],
        ["rows", "columns"], static (constants, lanes) => 2 * DivideUp(constants[1], lanes));

    /// <summary>
    /// Partial sums, one row per block of <c>rowsPerBlock</c> rows, of outputGradient · x̂ (gain) and outputGradient (bias).
    /// An item is one column of one block: item = block · columns + column.
    /// </summary>
    public static KernelDefinition LayerNormParameterPartials { get; } = new("layer_norm_parameter_partials", WorkShape.Items,
        [ReadActivations("input"), Read("statistics"), ReadActivations("outputGradient"), Write("gainPartials"), Write("biasPartials")],
        ["rows", "columns", "rowsPerBlock"], static (constants, _) => constants[2]);

    /// <summary>partials[block, c] = Σ of values[row, c] over the block's rows. An item is one column of one block.</summary>
    public static KernelDefinition ColumnSumPartials { get; } = new("column_sum_partials", WorkShape.Items,
        [ReadActivations("values"), Write("partials")], ["rows", "columns", "rowsPerBlock"], static (constants, _) => constants[2]);

    /// <summary>sums[c] += Σ over all blocks of partials[block, c]. An item is a column.</summary>
    public static KernelDefinition AddColumnSums { get; } = new("add_column_sums", WorkShape.Items,
        [Read("partials"), ReadWrite("sums")], ["blocks", "columns"], static (constants, _) => constants[0]);

    /// <summary>sums[e] += Σ over b of values[b, e], e over all elements of a sequence. An item is an element.</summary>
    public static KernelDefinition SumOverBatch { get; } = new("sum_over_batch", WorkShape.Items,
        [ReadActivations("values"), ReadWrite("sums")], ["sequences", "elementsPerSequence"], static (constants, _) => constants[0]);

    /// <summary>
    /// Attention probabilities: row r of sequence r / rowsPerSequence is softmax(scores[r, ·]) over the columns whose
    /// attentionMask[sequence, column] is not 0; the others, and rows without any such column, are 0. In place. An item is a row.
    /// </summary>
    public static KernelDefinition Softmax { get; } = new("softmax", WorkShape.Rows,
        [ReadActivations("scores"), ReadIntegers("attentionMask"), WriteActivations("probabilities")],
        ["rows", "columns", "rowsPerSequence"], static (constants, lanes) => 3 * DivideUp(constants[1], lanes));

    /// <summary>scoreGradient = p · (g − Σ p g) by row, p the probabilities, g their gradient. In place on g.</summary>
    public static KernelDefinition SoftmaxBackward { get; } = new("softmax_backward", WorkShape.Rows,
        [ReadActivations("probabilities"), ReadActivations("probabilityGradient"), WriteActivations("scoreGradient")],
        ["rows", "columns"], static (constants, lanes) => 2 * DivideUp(constants[1], lanes));
}
