#if ELECTRAGEN_GENERATOR
namespace ElectraGen.Generators.Kernels;
#else
namespace ElectraGen.Runtime.Kernels;
#endif

// Element-wise work. An item of the kernels here is four consecutive elements.
public static partial class KernelCatalog
{
    /// <summary>destination[i] = valueBits.</summary>
    public static KernelDefinition Fill { get; } = new("fill", WorkShape.Items,
        [WriteActivations("destination")], ["count", "valueBits"], static (_, _) => 4);

    /// <summary>destination[i] = source[i], bit for bit.</summary>
    public static KernelDefinition Copy { get; } = new("copy", WorkShape.Items,
        [ReadActivations("source"), WriteActivations("destination")], ["count"], static (_, _) => 4);

    /// <summary>output[i] = leftFloat · left[i] + rightFloat · right[i]; without <c>right</c>, the scaled left alone. In place on either.</summary>
    public static KernelDefinition ScaledSum { get; } = new("scaled_sum", WorkShape.Items,
        [ReadActivations("left"), Optional(ReadActivations("right")), WriteActivations("output")], ["count", "leftFloat", "rightFloat"], static (_, _) => 4, ["RIGHT"]);

    /// <summary>output[i] = left[i] · right[i]. In place on either.</summary>
    public static KernelDefinition Multiply { get; } = new("multiply", WorkShape.Items,
        [ReadActivations("left"), ReadActivations("right"), WriteActivations("output")], ["count"], static (_, _) => 4);

    /// <summary>output[i] = exp(input[i]). In place.</summary>
    public static KernelDefinition Exponential { get; } = new("exponential", WorkShape.Items,
        [ReadActivations("input"), WriteActivations("output")], ["count"], static (_, _) => 4);

    /// <summary>
    /// output[i] = a(x): x Φ(x) with GELU, x σ(2u) with TANH_GELU, u = √(2/π) (x + 0.044715 x³), max(x, 0) with RELU, x σ(x) with SILU.
    /// </summary>
    public static KernelDefinition Activation { get; } = new("activation", WorkShape.Items,
        [ReadActivations("input"), WriteActivations("output")], ["count"], static (_, _) => 4, alternatives: Activations);

    /// <summary>inputGradient[i] = outputGradient[i] · a′(x). ACTIVATED: and activated[i] = a(x). In place on outputGradient and on input.</summary>
    public static KernelDefinition ActivationBackward { get; } = new("activation_backward", WorkShape.Items,
        [ReadActivations("input"), ReadActivations("outputGradient"), Optional(WriteActivations("activated")), WriteActivations("inputGradient")], ["count"],
        static (_, _) => 4, ["ACTIVATED"], Activations);

    /// <summary>
    /// output[b, e] = input[b, e] · scaleFloat where a draw is at least <c>threshold</c>, else 0; the input itself while the scalars
    /// switch dropout off. Element e of sequence b draws word e mod 4 of Philox(key = (seed, site), counter = (e / 4,
    /// firstSequence + b, step, 0)). An item is one such block of four. Its derivative is itself. In place.
    /// </summary>
    public static KernelDefinition Dropout { get; } = new("dropout", WorkShape.Items,
        [ReadActivations("input"), WriteActivations("output"), ReadIntegers("scalars")],
        ["sequences", "elementsPerSequence", "threshold", "scaleFloat", "site"], static (_, _) => 4);
}
