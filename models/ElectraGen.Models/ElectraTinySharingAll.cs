using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// Full weight sharing (section 3.2 of the paper) with <c>ElectraTiny</c>'s discriminator in both roles: one encoder predicts and
/// detects. The paper finds it barely better than sharing embeddings alone, and it asks for a generator as large as the discriminator.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 64, MaskedFraction = 0.15, Sharing = Sharing.All)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 32, LearningRate = 1e-3, WarmupSteps = 120, Steps = 1200)]
public sealed partial class ElectraTinySharingAll
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 128, Heads = 2, FeedForwardSize = 512)]
    public sealed partial class Generator;

    /// <summary>The same network; finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 128, Heads = 2, FeedForwardSize = 512)]
    public sealed partial class Discriminator;
}
