using Microsoft.CodeAnalysis;

namespace ElectraGen.Generators.Diagnostics;

// EG014x: generators without a network, and masking.
internal static partial class DeclarationDescriptors
{
    public static readonly DiagnosticDescriptor SeveralKinds = new(
        "EG0140", "Role is of several kinds",
        "`{0}` is declared as {1}; a role is one of them",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DiscriminatorWithoutNetwork = new(
        "EG0141", "Discriminator without a network",
        "`{0}` is {1}, and only a generator can do without a network; give it [Encoder(...)]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor GeneratorWithoutNetwork = new(
        "EG0144", "Generator without a network",
        "`{0}` is {1}, but [{2}] trains its network; give it [Encoder(...)]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NothingToShare = new(
        "EG0142", "Nothing to share",
        "`Generator` is {0} and has no embeddings to share; leave Sharing out",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownMasking = new(
        "EG0143", "Masking is unknown",
        "Masking is {0}, which the enumeration does not name; use Masking.WithoutReplacement or Masking.GoogleCompatible",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
}
