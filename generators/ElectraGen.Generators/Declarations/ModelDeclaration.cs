using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Declarations;

/// <summary>The two roles that an encoder can have.</summary>
internal static class Roles
{
    public const string Generator = "Generator";

    public const string Discriminator = "Discriminator";

    public static EquatableArray<string> All { get; } = EquatableArray.Of(Generator, Discriminator);
}

/// <summary>What generator and discriminator have in common; the values are those of the runtime's enumeration.</summary>
internal enum SharingKind
{
    None = 0,
    Embeddings = 1,
    All = 2,
}

/// <summary>
/// A declared model in plain values, as written: nothing here is checked yet, and nothing says where it was written.
/// Compares by structure; add only members that do.
/// </summary>
internal sealed record ModelDeclaration(
    TypeIdentity Type,
    int Vocabulary,
    int SequenceLength,
    int Positions,
    double MaskedFraction,
    MaskingKind Masking,
    SharingKind Sharing,
    EquatableArray<ObjectiveDeclaration> Objectives,
    RecipeDeclaration Recipe,
    EquatableArray<EncoderDeclaration> Encoders,
    EquatableArray<SamplerDeclaration> Samplers)
{
    /// <summary>The one objective of a sound declaration.</summary>
    public ObjectiveDeclaration Objective => Objectives[0];

    public EncoderDeclaration Generator => Encoder(Roles.Generator);

    public EncoderDeclaration Discriminator => Encoder(Roles.Discriminator);

    /// <summary>The generator, where it has no network.</summary>
    public SamplerDeclaration? Sampler => Samplers.FirstOrDefault(sampler => sampler.Role == Roles.Generator);

    /// <summary>Most positions of a sequence that can be masked, as published.</summary>
    public int MaximumPredictions => (int)((MaskedFraction + 0.005) * SequenceLength);

    public bool Has(string role) => Encoders.Any(encoder => encoder.Role == role);

    private EncoderDeclaration Encoder(string role) => Encoders.First(encoder => encoder.Role == role);
}

/// <summary>A nested class with <c>[Encoder]</c>; its name is the role.</summary>
internal sealed record EncoderDeclaration(
    string Role,
    string Keyword,
    bool IsPartial,
    int DeclaredEmbeddingSize,
    int Layers,
    int HiddenSize,
    int Heads,
    int DeclaredFeedForwardSize,
    double Dropout,
    double AttentionDropout,
    ActivationKind Activation,
    NormKind Norm,
    PositionKind Positions)
{
    public int EmbeddingSize => DeclaredEmbeddingSize == 0 ? HiddenSize : DeclaredEmbeddingSize;

    public int FeedForwardSize => DeclaredFeedForwardSize == 0 ? (int)Math.Min(4L * HiddenSize, int.MaxValue) : DeclaredFeedForwardSize;

    public int HeadSize => HiddenSize / Heads;
}

/// <summary>An attribute that derives from <c>ObjectiveAttribute</c>: its name without that suffix, and the numbers that were given.</summary>
internal sealed record ObjectiveDeclaration(string Name, EquatableArray<NamedNumber> Given)
{
    /// <summary>The number that was given, else the default.</summary>
    public double Number(string name, double otherwise) =>
        Given.FirstOrDefault(number => number.Name == name)?.Value ?? otherwise;
}

/// <summary>A named argument of an attribute; an enumeration's member is its number, true is 1.</summary>
internal sealed record NamedNumber(string Name, double Value);

/// <summary><c>[Recipe]</c>.</summary>
internal sealed record RecipeDeclaration(
    int BatchSize,
    double LearningRate,
    int WarmupSteps,
    int Steps,
    double WeightDecay,
    double Beta1,
    double Beta2,
    double Epsilon,
    double ClipNorm);
