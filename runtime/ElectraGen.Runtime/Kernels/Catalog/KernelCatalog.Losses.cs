#if ELECTRAGEN_GENERATOR
namespace ElectraGen.Generators.Kernels;
#else
namespace ElectraGen.Runtime.Kernels;
#endif

// The vocabulary, in slices of columns, and the losses.
public static partial class KernelCatalog
{
    /// <summary>destination[i] = 2^lossScaleExponent: the gradient that a loss begins with. An item is an element.</summary>
    public static KernelDefinition SeedGradient { get; } = new("seed_gradient", WorkShape.Items,
        [ReadIntegers("scalars"), Write("destination")], ["count"], static (_, _) => 1);

    /// <summary>
    /// Online softmax over slices of the vocabulary (Milakov and Gimelshein, arXiv 1805.02867). state[row] = (largest logit, Σ exp(logit − largest),
    /// the target's logit, 0); predictedIds[row] = the id of the largest logit, lowest id on ties. FIRST starts both afresh.
    /// The slice has ids firstColumn … firstColumn + columns − 1. An item is a row.
    /// </summary>
    public static KernelDefinition AccumulateSoftmax { get; } = new("accumulate_softmax", WorkShape.Rows,
        [Read("logits"), ReadIntegers("targets"), ReadWrite("state"), ReadWriteIntegers("predictedIds")],
        ["rows", "columns", "firstColumn"], static (constants, lanes) => 2 * DivideUp(constants[1], lanes), ["FIRST"]);

    /// <summary>
    /// Gumbel-max sampling over slices: best[row] = the largest logit · inverseTemperatureFloat + g, sampledIds[row] = its id, lowest id on
    /// ties. For id v of row p of sequence b, g = −log(−log1p(−u)), u from word v mod 4 of Philox((seed, site), (v / 4,
    /// firstSequence + b, step, p)). FIRST starts afresh. FORBID: the row's forbiddenIds is not drawn. firstColumn is a multiple of 4.
    /// An item is a row.
    /// </summary>
    public static KernelDefinition AccumulateSample { get; } = new("accumulate_sample", WorkShape.Rows,
        [Read("logits"), ReadIntegers("scalars"), Optional(ReadIntegers("forbiddenIds")), ReadWrite("best"), ReadWriteIntegers("sampledIds")],
        ["rows", "columns", "firstColumn", "rowsPerSequence", "inverseTemperatureFloat", "site"],
        static (constants, lanes) => 4 * (DivideUp(constants[1], 4L * lanes) + 1), ["FIRST", "FORBID"]);

    /// <summary>From the state of accumulate_softmax: logSumExp = largest + log(sum); logProbability = target's logit − logSumExp. An item is a row.</summary>
    public static KernelDefinition TokenLogProbability { get; } = new("token_log_probability", WorkShape.Items,
        [Read("state"), Write("logProbability"), Write("logSumExp")], ["rows"], static (_, _) => 1);

    /// <summary>logits[row, j] becomes rowGradient[row] · (1[firstColumn + j = target] − exp(logits[row, j] − logSumExp[row])). An item is a row.</summary>
    public static KernelDefinition LogitsGradient { get; } = new("logits_gradient", WorkShape.Rows,
        [ReadWrite("logits"), Read("logSumExp"), ReadIntegers("targets"), Read("rowGradient")],
        ["rows", "columns", "firstColumn"], static (constants, lanes) => DivideUp(constants[1], lanes));

    /// <summary>weightSum = Σ weight. INTEGER_WEIGHTS: the weights are integers. One group.</summary>
    public static KernelDefinition WeightSum { get; } = new("weight_sum", WorkShape.Single,
        [Read("weights"), Write("weightSum")], ["count"],
        static (constants, lanes) => DivideUp(constants[0], lanes) + 64, ["INTEGER_WEIGHTS"]);

    /// <summary>mean = Σ weight · value / max(weightSum, 1). INTEGER_WEIGHTS: the weights are integers. One group.</summary>
    public static KernelDefinition WeightedMean { get; } = new("weighted_mean", WorkShape.Single,
        [Read("values"), Read("weights"), Read("weightSum"), Write("mean")], ["count"],
        static (constants, lanes) => DivideUp(constants[0], lanes) + 64, ["INTEGER_WEIGHTS"]);

    /// <summary>valueGradient = meanGradient · weight / max(weightSum, 1). An item is four elements.</summary>
    public static KernelDefinition WeightedMeanBackward { get; } = new("weighted_mean_backward", WorkShape.Items,
        [Read("meanGradient"), Read("weights"), Read("weightSum"), Write("valueGradient")], ["count"],
        static (_, _) => 4, ["INTEGER_WEIGHTS"]);

    /// <summary>losses = max(l, 0) − l · label + log1p(exp(−|l|)), l the logit: binary cross-entropy that cannot overflow. An item is four elements.</summary>
    public static KernelDefinition BinaryCrossEntropy { get; } = new("binary_cross_entropy", WorkShape.Items,
        [Read("logits"), Read("labels"), Write("losses")], ["count"], static (_, _) => 4);

    /// <summary>logitGradient = lossGradient · (sigmoid(logit) − label). In place on lossGradient. An item is four elements.</summary>
    public static KernelDefinition BinaryCrossEntropyBackward { get; } = new("binary_cross_entropy_backward", WorkShape.Items,
        [Read("logits"), Read("labels"), Read("lossGradient"), Write("logitGradient")], ["count"], static (_, _) => 4);

    /// <summary>
    /// With c the copy logit and l the logarithm of a target's probability under another distribution: copyProbability = σ(c), and
    /// output = log(σ(c) · 1[inputId = target] + σ(−c) · exp(l)), by sums of logarithms that neither overflow nor cancel. An item is four rows.
    /// </summary>
    public static KernelDefinition CopyLogProbability { get; } = new("copy_log_probability", WorkShape.Items,
        [
            Read("copyLogits"), Read("logProbability"), ReadIntegers("inputIds"), ReadIntegers("targets"),
            Write("copyProbability"), Write("output"),
        ],
        ["count"], static (_, _) => 4);

    /// <summary>
    /// Where inputId = target: copyLogitGradient = g · σ(c − l) · σ(−c) · (1 − exp(l)), logProbabilityGradient = g · σ(l − c); elsewhere
    /// −g · σ(c) and g, g being rowGradient. An item is four rows.
    /// </summary>
    public static KernelDefinition CopyLogProbabilityBackward { get; } = new("copy_log_probability_backward", WorkShape.Items,
        [
            Read("copyLogits"), Read("logProbability"), ReadIntegers("inputIds"), ReadIntegers("targets"), Read("rowGradient"),
            Write("copyLogitGradient"), Write("logProbabilityGradient"),
        ],
        ["count"], static (_, _) => 4);

    /// <summary>
    /// The likeliest token of that mixture. With c the copy logit and p(id) = exp(hidden · table[id] + bias[id] − logSumExp): namedIds =
    /// inputId where σ(c) + σ(−c) · p(inputId) ≥ σ(−c) · p(predictedId), which is exp(c) ≥ p(predictedId) − p(inputId), else predictedId,
    /// the likeliest under p alone. An item is a row.
    /// </summary>
    public static KernelDefinition CopyOrPredict { get; } = new("copy_or_predict", WorkShape.Rows,
        [
            Read("copyLogits"), ReadActivations("hidden"), Table(Read("table")), Table(Read("bias")), Read("logSumExp"),
            ReadIntegers("inputIds"), ReadIntegers("predictedIds"), WriteIntegers("namedIds"),
        ],
        ["rows", "columns"], static (constants, lanes) => DivideUp(constants[1], lanes));
}
