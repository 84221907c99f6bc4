using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;
using Microsoft.CodeAnalysis;

namespace ElectraGen.Generators.Diagnostics;

/// <summary>
/// What a declaration must keep to be built, as an ordered table: one rule, one entry. A rule that needs another to hold says
/// nothing where that one is broken.
/// </summary>
internal static partial class DeclarationRules
{
    private static readonly Rule[] Table =
    [
        new(DeclarationDescriptors.NotPartial, NotPartial),
        new(DeclarationDescriptors.NotExtensible, NotExtensible),
        new(DeclarationDescriptors.MissingRole, MissingRole),
        new(DeclarationDescriptors.UnknownRole, UnknownRole),
        new(DeclarationDescriptors.SizeNotPositive, SizeNotPositive),
        new(DeclarationDescriptors.SizeTooLarge, SizeTooLarge),
        new(DeclarationDescriptors.HeadsDoNotDivide, HeadsDoNotDivide),
        new(DeclarationDescriptors.UnknownSharing, UnknownSharing),
        new(DeclarationDescriptors.EmbeddingSizesDisagree, EmbeddingSizesDisagree),
        new(DeclarationDescriptors.UnknownChoice, UnknownChoice),
        new(DeclarationDescriptors.RotaryHeadSizeOdd, RotaryHeadSizeOdd),
        new(DeclarationDescriptors.SharedPositionsDisagree, SharedPositionsDisagree),
        new(DeclarationDescriptors.MaskedFractionOutOfRange, MaskedFractionOutOfRange),
        new(DeclarationDescriptors.NothingMasked, NothingMasked),
        new(DeclarationDescriptors.SequenceTooLong, SequenceTooLong),
        new(DeclarationDescriptors.NoObjective, NoObjective),
        new(DeclarationDescriptors.ContradictoryObjective, ContradictoryObjective),
        new(DeclarationDescriptors.DropoutOutOfRange, DropoutOutOfRange),
        new(DeclarationDescriptors.RecipeOutOfRange, RecipeOutOfRange),
        new(DeclarationDescriptors.SeveralObjectives, SeveralObjectives),
        new(DeclarationDescriptors.RoleWithoutPart, RoleWithoutPart),
        new(DeclarationDescriptors.NetworksDiffer, NetworksDiffer),
        new(DeclarationDescriptors.SharedWhereCopied, SharedWhereCopied),
        new(DeclarationDescriptors.SeveralKinds, SeveralKinds),
        new(DeclarationDescriptors.DiscriminatorWithoutNetwork, DiscriminatorWithoutNetwork),
        new(DeclarationDescriptors.GeneratorWithoutNetwork, GeneratorWithoutNetwork),
        new(DeclarationDescriptors.NothingToShare, NothingToShare),
        new(DeclarationDescriptors.ContradictoryObjective, NothingToTemper),
        new(DeclarationDescriptors.UnknownMasking, UnknownMasking),
    ];

    public static IEnumerable<DiagnosticDescriptor> Descriptors => Table.Select(rule => rule.Descriptor);

    public static IEnumerable<Finding> Check(ModelDeclaration model) =>
        from rule in Table
        from violation in rule.Violations(model)
        select new Finding(rule.Descriptor, violation.Part, violation.Arguments);

    /// <summary>Whether the declaration can be built. What it breaks is the analyzer's to say.</summary>
    public static bool IsSound(ModelDeclaration model) => !Check(model).Any();

    private sealed record Rule(DiagnosticDescriptor Descriptor, Func<ModelDeclaration, IEnumerable<Violation>> Violations);

    private sealed record Violation(string Part, EquatableArray<string> Arguments)
    {
        public static Violation Of(string part, params object[] arguments) =>
            new(part, arguments.Select(argument => FormattableString.Invariant($"{argument}")).ToEquatableArray());
    }
}
