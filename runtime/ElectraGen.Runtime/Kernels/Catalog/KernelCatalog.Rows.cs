#if ELECTRAGEN_GENERATOR
namespace ElectraGen.Generators.Kernels;
#else
namespace ElectraGen.Runtime.Kernels;
#endif

// Rows that are reduced, and columns that are summed over all rows in two passes of fixed order.
public static partial class KernelCatalog
{
    /// <summary>output = (input − mean) · rstd · gain + bias by row; statistics[row] = (mean, rstd). An item is a row.</summary>
    public static KernelDefinition LayerNorm { get; } = new("layer_norm", WorkShape.Rows,
        [ReadActivations("input"), Read("gain"), Read("bias"), WriteActivations("output"), Write("statistics")],
        ["rows", "columns", "epsilonFloat"], static (constants, lanes) => RowIterations(3, constants[1], lanes));

    /// <summary>
    /// sum = input + residual, and with DROPOUT what the draws of the kernel dropout leave of input; output = layer norm of sum. In place
    /// of input on sum.
    /// </summary>
    public static KernelDefinition AddLayerNorm { get; } = new("add_layer_norm", WorkShape.Rows,
        [
            ReadActivations("input"), ReadActivations("residual"), Read("gain"), Read("bias"), Optional(ReadIntegers("scalars")),
            WriteActivations("output"), WriteActivations("sum"), Write("statistics"),
        ],
        ["rows", "columns", "epsilonFloat", "rowsPerSequence", "threshold", "scaleFloat", "site"],
        static (constants, lanes) => RowIterations(3, constants[1], lanes), ["DROPOUT"]);

    /// <summary>
    /// With x̂ = (input − mean) · rstd and g = outputGradient · gain: inputGradient = rstd · (g − mean(g) − x̂ · mean(g x̂)) by row.
    /// DROPOUT: and droppedGradient = what the draws of the kernel dropout leave of it. In place on outputGradient.
    /// </summary>
    public static KernelDefinition LayerNormBackward { get; } = new("layer_norm_backward", WorkShape.Rows,
        [
            ReadActivations("input"), Read("statistics"), Read("gain"), ReadActivations("outputGradient"), Optional(ReadIntegers("scalars")),
            WriteActivations("inputGradient"), Optional(WriteActivations("droppedGradient")),
        ],
        ["rows", "columns", "rowsPerSequence", "threshold", "scaleFloat", "site"],
        static (constants, lanes) => RowIterations(2, constants[1], lanes), ["DROPOUT"]);

    /// <summary>
    /// Partial sums, one row per block of <c>rowsPerBlock</c> rows, a sequence's, of outputGradient · x̂ (gain) and outputGradient (bias).
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

    /// <summary>Loops over the fours of elements that a row touches and over the elements of each, and the rounds of two draws.</summary>
    private static long RowIterations(int loops, long columns, int lanes) => ((loops * 5) + 20) * DivideUp(columns + 6, 4L * lanes);
}
