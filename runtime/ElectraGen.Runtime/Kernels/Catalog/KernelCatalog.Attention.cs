#if ELECTRAGEN_GENERATOR
namespace ElectraGen.Generators.Kernels;
#else
namespace ElectraGen.Runtime.Kernels;
#endif

// Attention: the softmax between its products, and all of it at once for devices that are faster so.
public static partial class KernelCatalog
{
    /// <summary>
    /// Attention probabilities: row r of sequence r / rowsPerSequence is softmax(scores[r, ·]) over the columns whose
    /// attentionMask[sequence, column] is not 0; the others, and rows without any such column, are 0. logSumExp[r] = log Σ exp(scores[r, ·])
    /// over those columns, 0 without any. DROPOUT: what is left of the probabilities, with the draws of the kernel dropout. In place. An item
    /// is a row.
    /// </summary>
    public static KernelDefinition Softmax { get; } = new("softmax", WorkShape.Rows,
        [
            ReadActivations("scores"), ReadIntegers("attentionMask"), Optional(ReadIntegers("scalars")),
            Write("logSumExp"), WriteActivations("probabilities"),
        ],
        ["rows", "columns", "rowsPerSequence", "threshold", "scaleFloat", "site"], static (constants, lanes) => RowIterations(3, constants[1], lanes), ["DROPOUT"]);

    /// <summary>
    /// The derivative of softmax, from the scores and their logSumExp: with p = exp(scores − logSumExp), m what dropout multiplies it by
    /// (1 without DROPOUT) and g the gradient of m p, scoreGradient = p · (m g − Σ p m g) by row, and probabilities = m p once more. In place
    /// on both.
    /// </summary>
    public static KernelDefinition SoftmaxBackward { get; } = new("softmax_backward", WorkShape.Rows,
        [
            ReadActivations("scores"), ReadIntegers("attentionMask"), Read("logSumExp"), ReadActivations("probabilityGradient"),
            Optional(ReadIntegers("scalars")), WriteActivations("probabilities"), WriteActivations("scoreGradient"),
        ],
        ["rows", "columns", "rowsPerSequence", "threshold", "scaleFloat", "site"], static (constants, lanes) => RowIterations(2, constants[1], lanes), ["DROPOUT"]);

    /// <summary>
    /// For every head of every sequence, with query, key and value (length, headSize) side by side in rows of queryKeyValue:
    /// context = m softmax(factorFloat · query · keyᵀ) · value and logSumExp, as <see cref="Softmax"/> has them. Memory for
    /// probabilities is offered, and not needed. Work: Z = heads of all sequences.
    /// </summary>
    public static KernelDefinition Attention { get; } = new("attention", WorkShape.Host,
        [
            ReadActivations("queryKeyValue"), ReadIntegers("attentionMask"), Optional(ReadIntegers("scalars")),
            Write("logSumExp"), WriteActivations("context"), Optional(WriteActivations("probabilities")),
        ],
        AttentionConstants, static (_, _) => 0, ["DROPOUT"], productOperations: static (constants, matrices) => 2 * AttentionProduct(constants, matrices));

    /// <summary>
    /// The derivative of <see cref="Attention"/>: the probabilities are made again, from logSumExp, and the gradients of query, key and value
    /// lie side by side as these do. Memory is offered as there.
    /// </summary>
    public static KernelDefinition AttentionBackward { get; } = new("attention_backward", WorkShape.Host,
        [
            ReadActivations("queryKeyValue"), ReadIntegers("attentionMask"), Read("logSumExp"), ReadActivations("contextGradient"),
            Optional(ReadIntegers("scalars")), WriteActivations("queryKeyValueGradient"),
            Optional(WriteActivations("probabilities")), Optional(WriteActivations("scoreGradient")),
        ],
        AttentionConstants, static (_, _) => 0, ["DROPOUT"], productOperations: static (constants, matrices) => 5 * AttentionProduct(constants, matrices));

    private static string[] AttentionConstants => ["length", "heads", "headSize", "factorFloat", "threshold", "scaleFloat", "site"];

    /// <summary>Operations of one product of (length, headSize) and (headSize, length), of all heads.</summary>
    private static double AttentionProduct(uint[] constants, long matrices) => 2.0 * constants[0] * constants[0] * constants[2] * matrices;
}
