using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// Adversarial training (section 3.2 of the paper) at <c>ElectraTiny</c>'s size: a generator rewarded for fooling the
/// discriminator. The paper finds it worse than a generator trained by maximum likelihood: it predicts less well, and its samples
/// lack variety.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 64, MaskedFraction = 0.15)]
[Adversarial(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 32, LearningRate = 1e-3, WarmupSteps = 120, Steps = 1200)]
public sealed partial class ElectraTinyAdversarial
{
    /// <summary>Puts in what the discriminator should not notice.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 64, Heads = 1, FeedForwardSize = 256)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 128, Heads = 2, FeedForwardSize = 512)]
    public sealed partial class Discriminator;
}
