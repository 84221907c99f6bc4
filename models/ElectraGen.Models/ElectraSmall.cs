using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// ELECTRA-Small (Clark et al., ICLR 2020, arXiv 2003.10555, tables 1 and 6): the one that a single GPU trains. Its generator is
/// a quarter as wide.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 128, MaskedFraction = 0.15)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 128, LearningRate = 5e-4, WarmupSteps = 10_000, Steps = 1_000_000)]
public sealed partial class ElectraSmall
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 128, Layers = 12, HiddenSize = 64, Heads = 1, FeedForwardSize = 256)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 128, Layers = 12, HiddenSize = 256, Heads = 4, FeedForwardSize = 1024)]
    public sealed partial class Discriminator;
}
