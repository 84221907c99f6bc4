using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// Not in the paper: <c>ElectraTiny</c> with what encoders have learned since. Positions turn query and key instead of being learned one by
/// one (RoFormer, arXiv 2104.09864), and norms stand in front, so that the discriminator makes use of context within minutes. Its
/// loss counts as much as the generator's: weighed by fifty it would have the embeddings to itself before it knows what to ask of them.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 64, MaskedFraction = 0.15)]
[ReplacedTokenDetection(DiscriminatorWeight = 1)]
[Recipe(BatchSize = 32, LearningRate = 1e-3, WarmupSteps = 200, Steps = 2000)]
public sealed partial class ElectraTinyRotary
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 64, Heads = 1, FeedForwardSize = 256, Norm = NormPlacement.Pre, Positions = PositionEncoding.Rotary)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 128, Heads = 2, FeedForwardSize = 512, Norm = NormPlacement.Pre, Positions = PositionEncoding.Rotary)]
    public sealed partial class Discriminator;
}
