#if ELECTRAGEN_GENERATOR
namespace ElectraGen.Generators.Kernels;
#else
namespace ElectraGen.Runtime.Kernels;
#endif

// Generators without a network: samples that depend on no logits. Integers throughout, so that all devices draw the same.
public static partial class KernelCatalog
{
    /// <summary>Draws of one sample before sample_unigram gives up.</summary>
    public const int UnigramAttempts = 64;

    /// <summary>
    /// sampledIds[row] = ⌊word · vocabulary / 2³²⌋, the word being the first of Philox((seed, site), (0, firstSequence + b, step, p)) for
    /// row p of sequence b. FORBID: ⌊word · (vocabulary − 1) / 2³²⌋ ids behind the row's forbiddenIds and one further, around the
    /// vocabulary, which leaves all others equally likely. An item is a row.
    /// </summary>
    public static KernelDefinition SampleUniform { get; } = new("sample_uniform", WorkShape.Items,
        [ReadIntegers("scalars"), Optional(ReadIntegers("forbiddenIds")), WriteIntegers("sampledIds")],
        ["rows", "rowsPerSequence", "vocabulary", "site"], static (_, _) => 1, ["FORBID"]);

    /// <summary>
    /// The alias method (Walker, 1977) over a table of (threshold, alias): column ⌊first · vocabulary / 2³²⌋, and of the column its own
    /// id where second &lt; threshold, compared without sign, else its alias. Attempt a has words 2a mod 4 and 2a mod 4 + 1 of Philox((seed, site),
    /// (a / 2, firstSequence + b, step, p)) for row p of sequence b, and there is one. FORBID: attempts go on until one is not the row's
    /// forbiddenIds; behind the last it is the id behind that. An item is a row.
    /// </summary>
    public static KernelDefinition SampleUnigram { get; } = new("sample_unigram", WorkShape.Items,
        [Table(ReadIntegers("table")), ReadIntegers("scalars"), Optional(ReadIntegers("forbiddenIds")), WriteIntegers("sampledIds")],
        ["rows", "rowsPerSequence", "vocabulary", "site"], static (_, _) => UnigramAttempts, ["FORBID"]);
}
