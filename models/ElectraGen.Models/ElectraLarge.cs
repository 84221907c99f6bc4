using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// ELECTRA-Large, trained for 400 thousand steps (Clark et al., 2020, tables 2 and 6): the size of BERT-Large, a generator a quarter
/// as wide, and a quarter of the tokens hidden, because so large a generator finds too many of fewer.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 512, MaskedFraction = 0.25)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 2048, LearningRate = 2e-4, WarmupSteps = 10_000, Steps = 400_000)]
public sealed partial class ElectraLarge
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 1024, Layers = 24, HiddenSize = 256, Heads = 4, FeedForwardSize = 1024)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 1024, Layers = 24, HiddenSize = 1024, Heads = 16, FeedForwardSize = 4096)]
    public sealed partial class Discriminator;
}
