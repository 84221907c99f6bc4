namespace ElectraGen.Generators.Declarations;

/// <summary>What a generator without a network draws by.</summary>
internal enum SamplerKind
{
    Unigram,
    Uniform,
}

/// <summary>A nested class with <c>[Unigram]</c> or <c>[Uniform]</c>; its name is the role.</summary>
internal sealed record SamplerDeclaration(string Role, SamplerKind Kind)
{
    /// <summary>In a sentence: <c>a unigram table</c>.</summary>
    public string Description => Kind == SamplerKind.Unigram ? "a unigram table" : "a uniform draw";
}

/// <summary>How positions are chosen for masking; the values are those of the runtime's enumeration.</summary>
internal enum MaskingKind
{
    WithoutReplacement = 0,
    GoogleCompatible = 1,
}
