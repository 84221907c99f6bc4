using ElectraGen.Runtime;

namespace Training.Tests;

/// <summary>A model that trains in milliseconds on the host.</summary>
[Electra(Vocabulary = 128, SequenceLength = 16, Positions = 20)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 6, LearningRate = 1e-2, WarmupSteps = 4, Steps = 24)]
public sealed partial class Miniature
{
    [Encoder(EmbeddingSize = 8, Layers = 1, HiddenSize = 12, Heads = 1, FeedForwardSize = 20)]
    public sealed partial class Generator;

    [Encoder(EmbeddingSize = 8, Layers = 2, HiddenSize = 16, Heads = 2, FeedForwardSize = 32)]
    public sealed partial class Discriminator;
}

/// <summary><see cref="Miniature"/> with encoders that Hugging Face's ELECTRA has as well.</summary>
[Electra(Vocabulary = 128, SequenceLength = 16, Positions = 20)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 6, LearningRate = 1e-2, WarmupSteps = 4, Steps = 24)]
public sealed partial class MiniatureSinusoidal
{
    [Encoder(
        EmbeddingSize = 8, Layers = 1, HiddenSize = 12, Heads = 1, FeedForwardSize = 20,
        Activation = Activation.TanhGelu, Positions = PositionEncoding.Sinusoidal)]
    public sealed partial class Generator;

    [Encoder(
        EmbeddingSize = 8, Layers = 2, HiddenSize = 16, Heads = 2, FeedForwardSize = 32,
        Activation = Activation.Silu, Positions = PositionEncoding.Sinusoidal)]
    public sealed partial class Discriminator;
}

/// <summary><see cref="Miniature"/> with encoders that Hugging Face's ELECTRA has not.</summary>
[Electra(Vocabulary = 128, SequenceLength = 16, Positions = 20)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 6, LearningRate = 1e-2, WarmupSteps = 4, Steps = 24)]
public sealed partial class MiniatureRotary
{
    [Encoder(EmbeddingSize = 8, Layers = 1, HiddenSize = 12, Heads = 1, FeedForwardSize = 20, Positions = PositionEncoding.None)]
    public sealed partial class Generator;

    [Encoder(EmbeddingSize = 8, Layers = 2, HiddenSize = 16, Heads = 2, FeedForwardSize = 32, Positions = PositionEncoding.Rotary)]
    public sealed partial class Discriminator;
}

/// <summary><see cref="Miniature"/> with another width.</summary>
[Electra(Vocabulary = 128, SequenceLength = 16, Positions = 20)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 6, LearningRate = 1e-2, WarmupSteps = 4, Steps = 24)]
public sealed partial class MiniatureWide
{
    [Encoder(EmbeddingSize = 8, Layers = 1, HiddenSize = 12, Heads = 1, FeedForwardSize = 20)]
    public sealed partial class Generator;

    [Encoder(EmbeddingSize = 8, Layers = 2, HiddenSize = 32, Heads = 2, FeedForwardSize = 32)]
    public sealed partial class Discriminator;
}

/// <summary>A generator as large as the discriminator.</summary>
[Electra(Vocabulary = 128, SequenceLength = 16, Positions = 20)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 6, LearningRate = 1e-2, WarmupSteps = 4, Steps = 24)]
public sealed partial class MiniatureEven
{
    [Encoder(EmbeddingSize = 8, Layers = 2, HiddenSize = 16, Heads = 2, FeedForwardSize = 32)]
    public sealed partial class Generator;

    [Encoder(EmbeddingSize = 8, Layers = 2, HiddenSize = 16, Heads = 2, FeedForwardSize = 32)]
    public sealed partial class Discriminator;
}

/// <summary><see cref="Miniature"/> with shorter sequences.</summary>
[Electra(Vocabulary = 128, SequenceLength = 12, Positions = 20)]
[ReplacedTokenDetection(DiscriminatorWeight = 50)]
[Recipe(BatchSize = 8, LearningRate = 1e-2, WarmupSteps = 4, Steps = 24)]
public sealed partial class MiniatureShort
{
    [Encoder(EmbeddingSize = 8, Layers = 1, HiddenSize = 12, Heads = 1, FeedForwardSize = 20)]
    public sealed partial class Generator;

    [Encoder(EmbeddingSize = 8, Layers = 2, HiddenSize = 16, Heads = 2, FeedForwardSize = 32)]
    public sealed partial class Discriminator;
}
