using ElectraGen.Runtime;

namespace Training.Tests;

/// <summary><see cref="Miniature"/>'s large network as BERT.</summary>
[Electra(Vocabulary = 128, SequenceLength = 16, Positions = 20)]
[MaskedLanguageModel]
[Recipe(BatchSize = 6, LearningRate = 1e-2, WarmupSteps = 4, Steps = 24)]
public sealed partial class MiniatureBert
{
    [Encoder(EmbeddingSize = 8, Layers = 2, HiddenSize = 16, Heads = 2, FeedForwardSize = 32)]
    public sealed partial class Discriminator;
}

/// <summary><see cref="Miniature"/> with Replace MLM.</summary>
[Electra(Vocabulary = 128, SequenceLength = 16, Positions = 20)]
[ReplaceMaskedLanguageModel]
[Recipe(BatchSize = 6, LearningRate = 1e-2, WarmupSteps = 4, Steps = 24)]
public sealed partial class MiniatureReplaceMlm
{
    [Encoder(EmbeddingSize = 8, Layers = 1, HiddenSize = 12, Heads = 1, FeedForwardSize = 20)]
    public sealed partial class Generator;

    [Encoder(EmbeddingSize = 8, Layers = 2, HiddenSize = 16, Heads = 2, FeedForwardSize = 32)]
    public sealed partial class Discriminator;
}

/// <summary><see cref="Miniature"/> with All-Tokens MLM.</summary>
[Electra(Vocabulary = 128, SequenceLength = 16, Positions = 20)]
[AllTokensMaskedLanguageModel]
[Recipe(BatchSize = 6, LearningRate = 1e-2, WarmupSteps = 4, Steps = 24)]
public sealed partial class MiniatureAllTokensMlm
{
    [Encoder(EmbeddingSize = 8, Layers = 1, HiddenSize = 12, Heads = 1, FeedForwardSize = 20)]
    public sealed partial class Generator;

    [Encoder(EmbeddingSize = 8, Layers = 2, HiddenSize = 16, Heads = 2, FeedForwardSize = 32)]
    public sealed partial class Discriminator;
}
