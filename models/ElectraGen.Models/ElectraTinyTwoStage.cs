using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// Two-stage training (section 3.2 of the paper) with <c>ElectraTiny</c>'s discriminator in both roles: the generator alone, then
/// the discriminator, started from the generator's weights. The paper finds it worse than joint training.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 64, MaskedFraction = 0.15, Sharing = Sharing.None)]
[TwoStage(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 32, LearningRate = 1e-3, WarmupSteps = 120, Steps = 1200)]
public sealed partial class ElectraTinyTwoStage
{
    /// <summary>Predicts the hidden tokens; stands still in the second stage.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 128, Heads = 2, FeedForwardSize = 512)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 128, Heads = 2, FeedForwardSize = 512)]
    public sealed partial class Discriminator;
}
