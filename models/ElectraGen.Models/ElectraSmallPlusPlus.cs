using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// ELECTRA-Small++, the released small checkpoint (appendix of Clark et al., 2020, and the published code's notes): as
/// <c>ElectraSmall</c>, but with sequences of 512 tokens, a generator as large as the discriminator, and four times the steps.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 512, MaskedFraction = 0.15)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 128, LearningRate = 5e-4, WarmupSteps = 10_000, Steps = 4_000_000)]
public sealed partial class ElectraSmallPlusPlus
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 128, Layers = 12, HiddenSize = 256, Heads = 4, FeedForwardSize = 1024)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 128, Layers = 12, HiddenSize = 256, Heads = 4, FeedForwardSize = 1024)]
    public sealed partial class Discriminator;
}
