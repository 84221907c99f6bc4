namespace ElectraGen.Generators.Tests.Harness;

/// <summary>Declarations to run the generator on.</summary>
internal static class Sources
{
    /// <summary>A small model with everything in its place; tests change a line of it.</summary>
    public const string Small = """
        using ElectraGen.Runtime;

        namespace Sample;

        [Electra(Vocabulary = 1000, SequenceLength = 16, Positions = 32, MaskedFraction = 0.25)]
        [ReplacedTokenDetection(DiscriminatorWeight = 50)]
        [Recipe(BatchSize = 8, LearningRate = 1e-3, WarmupSteps = 10, Steps = 100)]
        internal sealed partial class Small
        {
            [Encoder(EmbeddingSize = 16, Layers = 2, HiddenSize = 8, Heads = 1, FeedForwardSize = 32)]
            internal sealed partial class Generator;

            [Encoder(EmbeddingSize = 16, Layers = 3, HiddenSize = 32, Heads = 4, FeedForwardSize = 64)]
            internal sealed partial class Discriminator;
        }
        """;

    private const string Prefix = "models/";

    /// <summary>Names of the models in the package.</summary>
    public static IReadOnlyList<string> PublishedNames { get; } =
    [
        .. typeof(Sources).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name => name[Prefix.Length..]),
    ];

    /// <summary>A declaration as the package has it.</summary>
    public static string Published(string name)
    {
        using StreamReader reader = new(typeof(Sources).Assembly.GetManifestResourceStream(Prefix + name)!);
        return reader.ReadToEnd();
    }
}
