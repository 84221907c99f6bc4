using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// <c>ElectraSmall</c> with a generator half as wide as the discriminator: a point of the paper's sweep over generator sizes (section 3.2,
/// figure 3), which finds a quarter to a half best.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 128, MaskedFraction = 0.15)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 128, LearningRate = 5e-4, WarmupSteps = 10_000, Steps = 1_000_000)]
public sealed partial class ElectraSmallGenerator50
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 128, Layers = 12, HiddenSize = 128, Heads = 2, FeedForwardSize = 512)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 128, Layers = 12, HiddenSize = 256, Heads = 4, FeedForwardSize = 1024)]
    public sealed partial class Discriminator;
}
