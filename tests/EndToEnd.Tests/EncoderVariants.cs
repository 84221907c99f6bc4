using ElectraGen.Runtime;

namespace EndToEnd.Tests;

/// <summary>Norms in front, rotary positions beside none, SiLU beside GELU by tanh.</summary>
[Electra(Vocabulary = 30_522, SequenceLength = 32, Positions = 40)]
[ReplacedTokenDetection(DiscriminatorWeight = 20)]
[Recipe(BatchSize = 4, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class RotaryVariant
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(
        EmbeddingSize = 24, Layers = 2, HiddenSize = 16, Heads = 2,
        Activation = Activation.TanhGelu, Norm = NormPlacement.Pre, Positions = PositionEncoding.None)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(
        EmbeddingSize = 24, Layers = 3, HiddenSize = 36, Heads = 3,
        Activation = Activation.Silu, Norm = NormPlacement.Pre, Positions = PositionEncoding.Rotary)]
    public sealed partial class Discriminator;
}

/// <summary>Tables of sinusoids, ReLU, and rotary positions behind norms.</summary>
[Electra(Vocabulary = 30_522, SequenceLength = 32, Positions = 40, Sharing = Sharing.None)]
[ReplacedTokenDetection(DiscriminatorWeight = 20)]
[Recipe(BatchSize = 4, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class SinusoidalVariant
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 24, Layers = 2, HiddenSize = 16, Heads = 2, Positions = PositionEncoding.Rotary)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(
        EmbeddingSize = 25, Layers = 2, HiddenSize = 36, Heads = 3,
        Activation = Activation.Relu, Positions = PositionEncoding.Sinusoidal)]
    public sealed partial class Discriminator;
}
