namespace ElectraGen.Runtime;

/// <summary>A declared model in numbers.</summary>
public sealed record ModelDescription
{
    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>The objective's name, for example <c>replaced_token_detection</c>.</summary>
    public required string Objective { get; init; }

    /// <summary>What the roles share: <c>none</c>, <c>embeddings</c> or <c>all</c>.</summary>
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

    /// <summary>How positions are chosen: <c>without_replacement</c> or <c>google_compatible</c>, see <see cref="Runtime.Masking"/>.</summary>
    public string Masking { get; init; } = "without_replacement";

    /// <summary>Temperature of the samples; null where nothing is sampled.</summary>
    public double? Temperature { get; init; }

    /// <summary>Whether no sample is the correct token.</summary>
    public bool ForbidsCorrect { get; init; }

    /// <summary>The generator, where it is a network.</summary>
    public EncoderDescription? Generator { get; init; }

    /// <summary>What a generator without a network draws by, <c>unigram</c> or <c>uniform</c>; null for all others.</summary>
    public string? Sampler { get; init; }

    /// <summary>The network that the objective is after.</summary>
    public required EncoderDescription Discriminator { get; init; }

    /// <summary>What training consists of, in order; most objectives have one stage.</summary>
    public required IReadOnlyList<StageDescription> Stages { get; init; }

    /// <summary>How it is trained.</summary>
    public required RecipeDescription Recipe { get; init; }

    /// <summary>Floating-point operations of matrix products per token, forward and backward.</summary>
    public required double FlopsPerToken { get; init; }

    /// <summary>Products with the whole vocabulary, of which the passes only ever hold a slice.</summary>
    public required IReadOnlyList<VocabularyLogitsDescription> VocabularyLogits { get; init; }
}

/// <summary>One encoder in numbers.</summary>
public sealed record EncoderDescription(
    int EmbeddingSize, int Layers, int HiddenSize, int Heads, int FeedForwardSize, double Dropout, double AttentionDropout,
    Activation Activation, NormPlacement Norm, PositionEncoding Positions);

/// <summary>A part of training with a loss and trained parameters of its own, and with the recipe's whole schedule of rates.</summary>
/// <param name="Name">What it trains: <c>joint</c>, <c>generator</c>, <c>discriminator</c>.</param>
/// <param name="Share">Fraction of the run's steps; all stages together have 1.</param>
/// <param name="Losses">The terms of the stage's total loss, in order.</param>
/// <param name="StartsFromGenerator">Whether the discriminator's encoder is set to the generator's when the stage begins.</param>
public sealed record StageDescription(string Name, double Share, IReadOnlyList<LossDescription> Losses, bool StartsFromGenerator = false);

/// <summary>
/// A term of the total loss: <c>Weight ·</c> the scalar output of that name (<c>generator_loss</c>, <c>discriminator_loss</c>,
/// <c>prediction_loss</c>).
/// </summary>
public sealed record LossDescription(string Name, double Weight);

/// <summary>See <see cref="RecipeAttribute"/>.</summary>
public sealed record RecipeDescription(
    int BatchSize, double LearningRate, int WarmupSteps, int Steps,
    double WeightDecay, double Beta1, double Beta2, double Epsilon, double ClipNorm);

/// <summary>The logits <c>Hidden · Tableᵀ + Bias</c>, shape <c>[B, rows of Hidden, vocabulary]</c>.</summary>
/// <param name="Name">What they are called: <c>generator_logits</c>, <c>prediction_logits</c>.</param>
/// <param name="Hidden">A slot that stays readable until the next step.</param>
/// <param name="Table">The word table.</param>
/// <param name="Bias">One number a token.</param>
public sealed record VocabularyLogitsDescription(string Name, Slot Hidden, Parameter Table, Parameter Bias);
