using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// "Replace MLM" of section 3.5 of the paper at <c>ElectraTiny</c>'s size: BERT whose masked positions hold the generator's
/// samples. It tells how much of ELECTRA's gain comes from never seeing [MASK]: little, says the paper.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 64, MaskedFraction = 0.15)]
[ReplaceMaskedLanguageModel]
[Recipe(BatchSize = 32, LearningRate = 1e-3, WarmupSteps = 120, Steps = 1200)]
public sealed partial class ReplaceMlmTiny
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 64, Heads = 1, FeedForwardSize = 256)]
    public sealed partial class Generator;

    /// <summary>Names the originals of the sampled tokens.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 128, Heads = 2, FeedForwardSize = 512)]
    public sealed partial class Discriminator;
}
