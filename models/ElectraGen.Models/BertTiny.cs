using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>
/// The paper's BERT baseline (section 3.5) at <c>ElectraTiny</c>'s size: masked language modelling alone, with ELECTRA's masking
/// and without a next-sentence task.
/// </summary>
[Electra(Vocabulary = 30_522, SequenceLength = 64, MaskedFraction = 0.15)]
[MaskedLanguageModel]
[Recipe(BatchSize = 32, LearningRate = 1e-3, WarmupSteps = 120, Steps = 1200)]
public sealed partial class BertTiny
{
    /// <summary>Names the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 64, Layers = 2, HiddenSize = 128, Heads = 2, FeedForwardSize = 512)]
    public sealed partial class Discriminator;
}
