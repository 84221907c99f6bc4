using Microsoft.CodeAnalysis;

namespace ElectraGen.Generators.Diagnostics;

/// <summary>EG01xx: a declaration that cannot be built.</summary>
internal static partial class DeclarationDescriptors
{
    private const string Category = "ElectraGen.Declaration";

    public static readonly DiagnosticDescriptor StrayRole = new(
        "EG0101", "Role outside a model",
        "[{0}] on `{1}` has no model around it; put the class directly inside an [Electra] class",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NotPartial = new(
        "EG0102", "Class is not partial",
        "`{0}` must be partial, and so must every type around it; its other part is generated",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NotExtensible = new(
        "EG0103", "Class cannot be completed",
        "`{0}` {1}, so no other part of it can be generated; declare the model as a plain class of its own",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MissingRole = new(
        "EG0104", "Role is missing",
        "`{0}` has no encoder named `{1}`; add `[Encoder(...)] public sealed partial class {1};` inside it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownRole = new(
        "EG0105", "Role is unknown",
        "`{0}` is no role of an ELECTRA; did you mean `{1}`?",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor SizeNotPositive = new(
        "EG0106", "Size is not positive",
        "{0} of `{1}` is {2}; it must be at least 1",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor SizeTooLarge = new(
        "EG0107", "Size is too large",
        "{0} of `{1}` is {2}; the kernels go up to {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor HeadsDoNotDivide = new(
        "EG0108", "Heads do not divide the hidden size",
        "`{0}` has {1} heads, which do not divide its hidden size of {2}; {3} would",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor EmbeddingSizesDisagree = new(
        "EG0109", "Shared embeddings disagree",
        "`Generator` and `Discriminator` share their embeddings but embed in {0} and {1}; give both one EmbeddingSize, or set Sharing = Sharing.None",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MaskedFractionOutOfRange = new(
        "EG0110", "Masked fraction is out of range",
        "MaskedFraction is {0}; it must lie between 0 and 1, both excluded, and 0.15 is usual",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NothingMasked = new(
        "EG0111", "No position can be masked",
        "A masked fraction of {0} leaves no position of {1} tokens to mask; a sequence needs at least {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor SequenceTooLong = new(
        "EG0112", "Sequence is longer than the positions",
        "SequenceLength is {0}, but there are only {1} positions; set Positions to at least {0}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NoObjective = new(
        "EG0113", "Objective is missing",
        "`{0}` has no objective; add [ReplacedTokenDetection]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor ContradictoryObjective = new(
        "EG0114", "Objective contradicts itself",
        "{0} is {1}; {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DropoutOutOfRange = new(
        "EG0115", "Dropout rate is out of range",
        "{0} of `{1}` is {2}; a rate lies between 0, included, and 1, excluded",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor RecipeOutOfRange = new(
        "EG0116", "Recipe is out of range",
        "{0} of the recipe is {1}; it must be {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownSharing = new(
        "EG0117", "Sharing is unknown",
        "Sharing is {0}, which the enumeration does not name; use Sharing.None, Sharing.Embeddings or Sharing.All",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor SeveralObjectives = new(
        "EG0118", "Several objectives",
        "`{0}` has {1}; a model is trained for one objective, so keep one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor RoleWithoutPart = new(
        "EG0119", "Role has no part",
        "`{0}` has no part in [{1}], which trains one network; remove the class",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NetworksDiffer = new(
        "EG0120", "Networks differ",
        "`Generator` and `Discriminator` {0}, but {1} is {2} in one and {3} in the other; give both one size",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor SharedWhereCopied = new(
        "EG0121", "Sharing beside stages",
        "[{0}] trains one network after the other, which sharing ({1}) would undo; set Sharing = Sharing.None",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
}
