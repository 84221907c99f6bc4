namespace ElectraGen.Runtime;

/// <summary>
/// Declares an ELECTRA variant (Clark et al., ICLR 2020, arXiv 2003.10555). The class must be partial; its nested partial
/// classes <c>Generator</c> and <c>Discriminator</c>, each with an <see cref="EncoderAttribute"/>, are its two roles; a generator can
/// do without a network, see <see cref="UnigramAttribute"/> and <see cref="UniformAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ElectraAttribute : Attribute
{
    /// <summary>Entries of the vocabulary.</summary>
    public int Vocabulary { get; set; } = 30_522;

    /// <summary>Tokens per sequence, padding included.</summary>
    public int SequenceLength { get; set; } = 128;

    /// <summary>Rows of the position table; a sequence may not be longer.</summary>
    public int Positions { get; set; } = 512;

    /// <summary>Fraction of a sequence's tokens that are chosen for masking, inside (0, 1).</summary>
    public double MaskedFraction { get; set; } = 0.15;

    /// <summary>How the positions are chosen.</summary>
    public Masking Masking { get; set; } = Masking.WithoutReplacement;

    /// <summary>Which tables the two roles share; a generator without a network has none.</summary>
    public Sharing Sharing { get; set; } = Sharing.Embeddings;
}
