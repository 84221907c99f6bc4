using ElectraGen.Runtime;

namespace Runtime.Tests.Steps;

/// <summary>Positions that come several times, so that their gradients add up and their samples become a mean; no sample is correct.</summary>
[Electra(Vocabulary = 131, SequenceLength = 12, Positions = 12, MaskedFraction = 0.5, Masking = Masking.GoogleCompatible)]
[ReplacedTokenDetection(DiscriminatorWeight = 5, Positions = DetectedPositions.Masked, Temperature = 1.5, ForbidCorrect = true)]
[Recipe(BatchSize = 4, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class RepeatingMicroElectra
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 1, HiddenSize = 8, Heads = 2)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 1, HiddenSize = 12, Heads = 3)]
    public sealed partial class Discriminator;
}

/// <summary>A generator without a network that draws by frequency.</summary>
[Electra(Vocabulary = 131, SequenceLength = 12, Positions = 12, MaskedFraction = 0.4, Masking = Masking.GoogleCompatible)]
[ReplacedTokenDetection(DiscriminatorWeight = 5)]
[Recipe(BatchSize = 4, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class UnigramMicroElectra
{
    /// <summary>Draws tokens by their frequency.</summary>
    [Unigram]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 8, Heads = 2)]
    public sealed partial class Discriminator;
}

/// <summary>A generator without a network that draws any token but the correct one.</summary>
[Electra(Vocabulary = 131, SequenceLength = 9, Positions = 9, MaskedFraction = 0.4)]
[ReplacedTokenDetection(DiscriminatorWeight = 5, ForbidCorrect = true)]
[Recipe(BatchSize = 4, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class UniformMicroElectra
{
    /// <summary>Draws any token.</summary>
    [Uniform]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(Layers = 1, HiddenSize = 8, Heads = 2)]
    public sealed partial class Discriminator;
}
