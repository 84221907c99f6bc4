#if ELECTRAGEN_GENERATOR
namespace ElectraGen.Generators.Kernels;
#else
namespace ElectraGen.Runtime.Kernels;
#endif

// The update, over ranges of the flat arenas.
public static partial class KernelCatalog
{
    /// <summary>Blocks that the squared gradients are summed in.</summary>
    public const int SquareSumBlocks = 2048;

    /// <summary>partials[block] = Σ of values[i]² over i = block, block + blocks, … in groups of four elements. An item is a block.</summary>
    public static KernelDefinition SquareSums { get; } = new("square_sums", WorkShape.Rows,
        [Read("values"), Write("partials")], ["count", "blocks"],
        static (constants, lanes) => (5 * DivideUp(constants[0], 4L * constants[1] * lanes)) + 8);

    /// <summary>
    /// norm = (‖g‖, clip scale = min(1, clipNorm / ‖g‖) · 2^−e, 1 if ‖g‖ is finite else 0, 0), ‖g‖ = √(Σ partials) · 2^−e, e the
    /// scalars' lossScaleExponent. One group.
    /// </summary>
    public static KernelDefinition GradientNorm { get; } = new("gradient_norm", WorkShape.Single,
        [Read("partials"), ReadIntegers("scalars"), Write("norm")], ["blocks", "clipNormFloat"], static (constants, lanes) => DivideUp(constants[0], lanes) + 64);

    /// <summary>
    /// Adam as ELECTRA was trained: g = gradient · clip scale; m = β₁ m + (1 − β₁) g; v = β₂ v + (1 − β₂) g²;
    /// w −= rate · (m / (√v + ε) + decay · w); no bias correction. Nothing changes while norm says not finite. An item is four elements.
    /// </summary>
    public static KernelDefinition Adam { get; } = new("adam", WorkShape.Items,
        [ReadWrite("parameters"), Read("gradients"), ReadWrite("firstMoments"), ReadWrite("secondMoments"), Read("norm"), ReadIntegers("scalars")],
        ["count", "beta1Float", "beta2Float", "epsilonFloat", "decayFloat"], static (_, _) => 4);
}
