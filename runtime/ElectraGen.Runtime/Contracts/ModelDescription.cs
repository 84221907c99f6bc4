namespace ElectraGen.Runtime;

/// <summary>A declared model in numbers.</summary>
public sealed record ModelDescription
{
    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>The objective's name, for example <c>replaced_token_detection</c>.</summary>
    public required string Objective { get; init; }

    /// <summary>What the roles share: <c>none</c> or <c>embeddings</c>.</summary>
    public required string Sharing { get; init; }

    /// <summary>Entries of the vocabulary.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Tokens per sequence.</summary>
    public required int SequenceLength { get; init; }

    /// <summary>Rows of the position tables.</summary>
    public required int Positions { get; init; }

    /// <summary>Fraction of tokens that are masked.</summary>
    public required double MaskedFraction { get; init; }

    /// <summary>Most positions of a sequence that can be masked: <c>int((fraction + 0.005) · length)</c>.</summary>
    public required int MaximumPredictions { get; init; }

    /// <summary>Temperature of the generator's samples.</summary>
    public required double Temperature { get; init; }

    /// <summary>The generator, where there is one.</summary>
    public EncoderDescription? Generator { get; init; }

    /// <summary>The network that the objective is after.</summary>
    public required EncoderDescription Discriminator { get; init; }

    /// <summary>The terms of the total loss, in order.</summary>
    public required IReadOnlyList<LossDescription> Losses { get; init; }

    /// <summary>How it is trained.</summary>
    public required RecipeDescription Recipe { get; init; }

    /// <summary>Floating-point operations of matrix products per token, forward and backward.</summary>
    public required double FlopsPerToken { get; init; }

    /// <summary>
    /// The hidden slot, output table and output bias (Hugging Face names) whose product is the generator's logits at the masked
    /// positions: the pass itself only ever holds a slice of them.
    /// </summary>
    public VocabularyLogitsDescription? GeneratorLogits { get; init; }
}

/// <summary>One encoder in numbers.</summary>
public sealed record EncoderDescription(
    int EmbeddingSize, int Layers, int HiddenSize, int Heads, int FeedForwardSize, double Dropout, double AttentionDropout,
    Activation Activation, NormPlacement Norm, PositionEncoding Positions);

/// <summary>A term of the total loss: <c>Weight ·</c> the scalar output of that name (<c>generator_loss</c>, <c>discriminator_loss</c>).</summary>
public sealed record LossDescription(string Name, double Weight);

/// <summary>See <see cref="RecipeAttribute"/>.</summary>
public sealed record RecipeDescription(
    int BatchSize, double LearningRate, int WarmupSteps, int Steps,
    double WeightDecay, double Beta1, double Beta2, double Epsilon, double ClipNorm);

/// <summary>See <see cref="ModelDescription.GeneratorLogits"/>; shape of the product <c>[B, predictions, vocabulary]</c>.</summary>
public sealed record VocabularyLogitsDescription(Slot Hidden, Parameter Table, Parameter Bias);
