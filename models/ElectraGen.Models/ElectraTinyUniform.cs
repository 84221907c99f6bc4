using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// The simplest corruption, at the size of <c>ElectraTiny</c>: every token of the vocabulary is as likely as any other, as in the uniform
/// generator of the published code (the paper's figure 3 has the unigram one instead). Most samples are rare words, which the
/// discriminator can tell without reading their context.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 64, MaskedFraction = 0.15)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 32, LearningRate = 1e-3, WarmupSteps = 120, Steps = 1200)]
public sealed partial class ElectraTinyUniform
{
    /// <summary>Draws any token.</summary>
    [Uniform]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 128, Heads = 2, FeedForwardSize = 512)]
    public sealed partial class Discriminator;
}
