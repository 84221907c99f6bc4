using ElectraGen.Runtime;

namespace Runtime.Tests.Steps;

/// <summary>
/// Small enough for central differences: shared tables, a projection behind them in both roles, a vocabulary of three slices, the
/// last one short.
/// </summary>
[Electra(Vocabulary = 1_031, SequenceLength = 9, Positions = 11, MaskedFraction = 0.3)]
[ReplacedTokenDetection(GeneratorWeight = 1.5, DiscriminatorWeight = 7, Temperature = 0.8)]
[Recipe(BatchSize = 3, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class SharedMicroElectra
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 8, Heads = 2, FeedForwardSize = 10)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 12, Heads = 3, FeedForwardSize = 14)]
    public sealed partial class Discriminator;
}

/// <summary>Tables without positions; norms in front and rotary positions in one of the roles.</summary>
[Electra(Vocabulary = 131, SequenceLength = 10, Positions = 10, MaskedFraction = 0.25)]
[ReplacedTokenDetection(DiscriminatorWeight = 4)]
[Recipe(BatchSize = 4, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class RotaryMicroElectra
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 8, Heads = 2, Activation = Activation.TanhGelu, Positions = PositionEncoding.None)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(
        EmbeddingSize = 6, Layers = 2, HiddenSize = 12, Heads = 3, FeedForwardSize = 14,
        Activation = Activation.Silu, Norm = NormPlacement.Pre, Positions = PositionEncoding.Rotary)]
    public sealed partial class Discriminator;
}

/// <summary>Fixed position tables of an odd width; norms in front and ReLU in one of the roles.</summary>
[Electra(Vocabulary = 131, SequenceLength = 9, Positions = 12, MaskedFraction = 0.25, Sharing = Sharing.None)]
[ReplacedTokenDetection(DiscriminatorWeight = 4)]
[Recipe(BatchSize = 4, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class SinusoidalMicroElectra
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(
        EmbeddingSize = 7, Layers = 2, HiddenSize = 8, Heads = 2, FeedForwardSize = 10,
        Activation = Activation.Relu, Norm = NormPlacement.Pre, Positions = PositionEncoding.Sinusoidal)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 5, Layers = 1, HiddenSize = 12, Heads = 3, FeedForwardSize = 14, Positions = PositionEncoding.Sinusoidal)]
    public sealed partial class Discriminator;
}

/// <summary>Nothing shared, no projection, one slice, one layer in one of the roles.</summary>
[Electra(Vocabulary = 131, SequenceLength = 12, Positions = 12, MaskedFraction = 0.25, Sharing = Sharing.None)]
[ReplacedTokenDetection(DiscriminatorWeight = 3)]
[Recipe(BatchSize = 4, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20, ClipNorm = 0.5)]
public sealed partial class SeparateMicroElectra
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(Layers = 1, HiddenSize = 8, Heads = 2)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(Layers = 2, HiddenSize = 12, Heads = 3, FeedForwardSize = 20, Dropout = 0.2, AttentionDropout = 0)]
    public sealed partial class Discriminator;
}

/// <summary>The discriminator's loss at the masked positions alone.</summary>
[Electra(Vocabulary = 131, SequenceLength = 9, Positions = 9, MaskedFraction = 0.3)]
[ReplacedTokenDetection(DiscriminatorWeight = 5, Positions = DetectedPositions.Masked)]
[Recipe(BatchSize = 3, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class MaskedOnlyMicroElectra
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 8, Layers = 1, HiddenSize = 8, Heads = 2)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones among them.</summary>
    [Encoder(EmbeddingSize = 8, Layers = 1, HiddenSize = 12, Heads = 3)]
    public sealed partial class Discriminator;
}

/// <summary>One network that names hidden tokens.</summary>
[Electra(Vocabulary = 131, SequenceLength = 9, Positions = 9, MaskedFraction = 0.3)]
[MaskedLanguageModel]
[Recipe(BatchSize = 3, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class MicroBert
{
    /// <summary>Names the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 12, Heads = 3)]
    public sealed partial class Discriminator;
}

/// <summary>Two networks that predict, the second from the first one's samples.</summary>
[Electra(Vocabulary = 131, SequenceLength = 9, Positions = 9, MaskedFraction = 0.3)]
[ReplaceMaskedLanguageModel(GeneratorWeight = 0.5, PredictionWeight = 2)]
[Recipe(BatchSize = 3, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class MicroReplaceMlm
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 8, Layers = 1, HiddenSize = 8, Heads = 2)]
    public sealed partial class Generator;

    /// <summary>Names the originals of the sampled tokens.</summary>
    [Encoder(EmbeddingSize = 8, Layers = 1, HiddenSize = 12, Heads = 3)]
    public sealed partial class Discriminator;
}

/// <summary>One network after the other.</summary>
[Electra(Vocabulary = 131, SequenceLength = 9, Positions = 9, MaskedFraction = 0.3, Sharing = Sharing.None)]
[TwoStage(GeneratorWeight = 2, DiscriminatorWeight = 5, GeneratorShare = 0.25)]
[Recipe(BatchSize = 3, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class TwoStageMicroElectra
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 8, Heads = 2)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 8, Heads = 2)]
    public sealed partial class Discriminator;
}

/// <summary>One network in both roles.</summary>
[Electra(Vocabulary = 131, SequenceLength = 9, Positions = 9, MaskedFraction = 0.3, Sharing = Sharing.All)]
[ReplacedTokenDetection(DiscriminatorWeight = 5)]
[Recipe(BatchSize = 3, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class OneNetworkMicroElectra
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 8, Heads = 2)]
    public sealed partial class Generator;

    /// <summary>The same network; finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 8, Heads = 2)]
    public sealed partial class Discriminator;
}

/// <summary>One network in both roles, with norms in front and rotary positions.</summary>
[Electra(Vocabulary = 131, SequenceLength = 9, Positions = 9, MaskedFraction = 0.3, Sharing = Sharing.All)]
[ReplacedTokenDetection(DiscriminatorWeight = 5)]
[Recipe(BatchSize = 3, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class OneRotaryNetworkMicroElectra
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 8, Heads = 2, Norm = NormPlacement.Pre, Positions = PositionEncoding.Rotary)]
    public sealed partial class Generator;

    /// <summary>The same network; finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 8, Heads = 2, Norm = NormPlacement.Pre, Positions = PositionEncoding.Rotary)]
    public sealed partial class Discriminator;
}

/// <summary>A network that names every token, copying or predicting, over a vocabulary of several slices.</summary>
[Electra(Vocabulary = 131, SequenceLength = 9, Positions = 9, MaskedFraction = 0.3)]
[AllTokensMaskedLanguageModel(GeneratorWeight = 0.5, PredictionWeight = 2, Temperature = 1.2)]
[Recipe(BatchSize = 3, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class MicroAllTokensMlm
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 8, Layers = 1, HiddenSize = 8, Heads = 2)]
    public sealed partial class Generator;

    /// <summary>Names the original of every token.</summary>
    [Encoder(EmbeddingSize = 8, Layers = 1, HiddenSize = 12, Heads = 3)]
    public sealed partial class Discriminator;
}

/// <summary>A generator that is rewarded for what the discriminator loses.</summary>
[Electra(Vocabulary = 131, SequenceLength = 9, Positions = 9, MaskedFraction = 0.3)]
[Adversarial(PolicyWeight = 3, DiscriminatorWeight = 5, BaselineWeight = 2)]
[Recipe(BatchSize = 3, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class AdversarialMicroElectra
{
    /// <summary>Puts in what the discriminator should not notice.</summary>
    [Encoder(EmbeddingSize = 8, Layers = 1, HiddenSize = 8, Heads = 2)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 8, Layers = 1, HiddenSize = 12, Heads = 3)]
    public sealed partial class Discriminator;
}
