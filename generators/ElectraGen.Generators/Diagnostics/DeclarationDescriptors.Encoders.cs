using Microsoft.CodeAnalysis;

namespace ElectraGen.Generators.Diagnostics;

// EG013x: what an encoder is made of.
internal static partial class DeclarationDescriptors
{
    public static readonly DiagnosticDescriptor UnknownChoice = new(
        "EG0130", "Choice is unknown",
        "{0} of `{1}` is {2}, which the enumeration does not name; use {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor RotaryHeadSizeOdd = new(
        "EG0131", "Rotary positions need pairs",
        "Rotary positions turn pairs of columns, but a head of `{0}` has {1}; choose HiddenSize and Heads so that their quotient is even",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor SharedPositionsDisagree = new(
        "EG0132", "Shared embeddings disagree on positions",
        "`Generator` and `Discriminator` share their embeddings, but the positions of one are {0} and of the other {1}; give both the same, or set Sharing = Sharing.None",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
}
