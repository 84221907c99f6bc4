using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// "All-Tokens MLM" of section 3.5 of the paper at <c>ElectraTiny</c>'s size: the large network names every token, copying or
/// predicting. It tells how much of ELECTRA's gain comes from learning at all positions: most of it, says the paper.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 64, MaskedFraction = 0.15)]
[AllTokensMaskedLanguageModel]
[Recipe(BatchSize = 32, LearningRate = 1e-3, WarmupSteps = 120, Steps = 1200)]
public sealed partial class AllTokensMlmTiny
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 64, Heads = 1, FeedForwardSize = 256)]
    public sealed partial class Generator;

    /// <summary>Names the original of every token.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 128, Heads = 2, FeedForwardSize = 512)]
    public sealed partial class Discriminator;
}
