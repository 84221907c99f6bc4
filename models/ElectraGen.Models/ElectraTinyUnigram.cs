using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// The paper's unigram generator (section 3.2, figure 3), at the size of <c>ElectraTiny</c>: no network guesses the hidden tokens, they are
/// drawn by how often each stands in the training text. Replaced tokens are then easy to tell, as they rarely fit: the comparison
/// shows what a generator that reads its context is worth.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 64, MaskedFraction = 0.15)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 32, LearningRate = 1e-3, WarmupSteps = 120, Steps = 1200)]
public sealed partial class ElectraTinyUnigram
{
    /// <summary>Draws tokens by their frequency.</summary>
    [Unigram]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 128, Heads = 2, FeedForwardSize = 512)]
    public sealed partial class Discriminator;
}
