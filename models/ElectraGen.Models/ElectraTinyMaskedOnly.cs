using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// "ELECTRA 15 %" of section 3.5 of the paper at <c>ElectraTiny</c>'s size: the discriminator's loss is a mean over the masked
/// positions alone. The paper finds it about as good as BERT, and so that most of ELECTRA's gain comes from learning at all tokens.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 64, MaskedFraction = 0.15)]
[ReplacedTokenDetection(DiscriminatorWeight = 50, Positions = DetectedPositions.Masked)]
[Recipe(BatchSize = 32, LearningRate = 1e-3, WarmupSteps = 120, Steps = 1200)]
public sealed partial class ElectraTinyMaskedOnly
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 64, Heads = 1, FeedForwardSize = 256)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones among them.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 128, Heads = 2, FeedForwardSize = 512)]
    public sealed partial class Discriminator;
}
