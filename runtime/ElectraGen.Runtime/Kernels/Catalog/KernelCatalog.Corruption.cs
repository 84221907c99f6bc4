#if ELECTRAGEN_GENERATOR
namespace ElectraGen.Generators.Kernels;
#else
namespace ElectraGen.Runtime.Kernels;
#endif

// What makes an ELECTRA of two encoders: choosing and hiding positions, and putting samples in their place.
public static partial class KernelCatalog
{
    /// <summary>
    /// Chooses positions without replacement. A candidate has attentionMask ≠ 0 and is none of the three special tokens. Of a
    /// sequence with n attended tokens, k = max(1, min(maximum, round(n · fractionMillionths / 10⁶))) are chosen (halves to even),
    /// or all candidates if there are fewer: those with the k smallest draws, ties to the lower position. Position s draws word
    /// s mod 4 of Philox((seed, site), (s / 4, firstSequence + b, step, 0)). chosen[b, s] = 1 or 0. An item is a token.
    /// </summary>
    public static KernelDefinition ChooseMasked { get; } = new("choose_masked", WorkShape.Items,
        [ReadIntegers("tokenIds"), ReadIntegers("attentionMask"), ReadIntegers("scalars"), WriteIntegers("chosen")],
        ["sequences", "length", "maximum", "fractionMillionths", "classificationId", "separatorId", "maskId", "site"],
        static (constants, _) => 2L * constants[1]);

    /// <summary>
    /// Of the chosen positions: positions[b, p] in ascending order (−1 behind the last), targets[b, p] = the original id there
    /// (0 behind the last), weights[b, p] = 1 (0 behind the last). maskedIds = tokenIds, with maskId at a chosen position unless
    /// its draw is below <c>keepThreshold</c> (Philox as in choose_masked, at <c>site</c>). An item is a token.
    /// </summary>
    public static KernelDefinition ApplyMask { get; } = new("apply_mask", WorkShape.Items,
        [
            ReadIntegers("tokenIds"), ReadIntegers("chosen"), ReadIntegers("scalars"),
            WriteIntegers("positions"), WriteIntegers("targets"), Write("weights"), WriteIntegers("maskedIds"),
        ],
        ["sequences", "length", "maximum", "maskId", "keepThreshold", "site"], static (constants, _) => constants[1]);

    /// <summary>
    /// Draws positions with replacement, as the published code does: of a sequence with c candidates, k as in choose_masked (none if
    /// c = 0). positions[b, p] = candidate ⌊word · c / 2³²⌋ for p &lt; k, word p mod 4 of Philox((seed, site), (p / 4, firstSequence + b,
    /// step, 0)), −1 behind; targets and weights as in apply_mask. An item is a prediction.
    /// </summary>
    public static KernelDefinition DrawMasked { get; } = new("draw_masked", WorkShape.Items,
        [
            ReadIntegers("tokenIds"), ReadIntegers("attentionMask"), ReadIntegers("scalars"),
            WriteIntegers("positions"), WriteIntegers("targets"), Write("weights"),
        ],
        ["sequences", "length", "maximum", "fractionMillionths", "classificationId", "separatorId", "maskId", "site"],
        static (constants, _) => 2L * constants[1]);

    /// <summary>
    /// drawn[b, s] = how many predictions are at the position. maskedIds = tokenIds, with maskId at a position unless the draws of all its predictions are below <c>keepThreshold</c> (Philox of
    /// prediction p as in draw_masked, at <c>site</c>). An item is a token.
    /// </summary>
    public static KernelDefinition HideDrawn { get; } = new("hide_drawn", WorkShape.Items,
        [ReadIntegers("tokenIds"), ReadIntegers("positions"), ReadIntegers("scalars"), WriteIntegers("drawn"), WriteIntegers("maskedIds")],
        ["sequences", "length", "maximum", "maskId", "keepThreshold", "site"], static (constants, _) => constants[2]);

    /// <summary>
    /// corruptedIds = tokenIds with sampledIds[b, p] at positions[b, p]; where a position stands several times, the floor of the mean of
    /// its samples, as in the published code. labels[b, s] = 1 where the two differ, else 0 (a sample equal to the original is
    /// original). An item is a token.
    /// </summary>
    public static KernelDefinition Corrupt { get; } = new("corrupt", WorkShape.Items,
        [
            ReadIntegers("tokenIds"), ReadIntegers("positions"), ReadIntegers("sampledIds"),
            WriteIntegers("corruptedIds"), Write("labels"),
        ],
        ["sequences", "length", "maximum"], static (constants, _) => constants[2]);
}
