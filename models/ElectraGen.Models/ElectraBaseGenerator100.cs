using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// <c>ElectraBase</c> with a generator as wide as the discriminator: a point of the paper's sweep over generator sizes (section 3.2,
/// figure 3), which finds a quarter to a half best.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 512, MaskedFraction = 0.15)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 256, LearningRate = 2e-4, WarmupSteps = 10_000, Steps = 766_000)]
public sealed partial class ElectraBaseGenerator100
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 768, Layers = 12, HiddenSize = 768, Heads = 12, FeedForwardSize = 3072)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 768, Layers = 12, HiddenSize = 768, Heads = 12, FeedForwardSize = 3072)]
    public sealed partial class Discriminator;
}
