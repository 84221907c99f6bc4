using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>ELECTRA-Base (Clark et al., 2020, tables 1 and 6): the size of BERT-Base, with a generator a third as wide.</summary>
[Electra(Vocabulary = 30_522, SequenceLength = 512, MaskedFraction = 0.15)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 256, LearningRate = 2e-4, WarmupSteps = 10_000, Steps = 766_000)]
public sealed partial class ElectraBase
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 768, Layers = 12, HiddenSize = 256, Heads = 4, FeedForwardSize = 1024)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 768, Layers = 12, HiddenSize = 768, Heads = 12, FeedForwardSize = 3072)]
    public sealed partial class Discriminator;
}
