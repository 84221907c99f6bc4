namespace ElectraGen.Runtime;

/// <summary>
/// The objective of BERT (Devlin et al., arXiv 1810.04805) with ELECTRA's masking: the one network, the discriminator's, names the
/// original tokens of the masked positions. There is no generator.
/// </summary>
public sealed class MaskedLanguageModelAttribute : ObjectiveAttribute;
