using ElectraGen.Runtime;

/// <summary>An ELECTRA that learns something in minutes without a GPU.</summary>
[Electra(Vocabulary = 30_522, SequenceLength = 64, MaskedFraction = 0.15)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 32, LearningRate = 1e-3, WarmupSteps = 120, Steps = 1200)]
public sealed partial class MyElectra
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 64, Heads = 1, FeedForwardSize = 256)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 128, Heads = 2, FeedForwardSize = 512)]
    public sealed partial class Discriminator;
}
