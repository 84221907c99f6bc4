using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Lowering.Objectives;

namespace ElectraGen.Generators.Diagnostics;

// Rules on generators without a network, and on masking.
internal static partial class DeclarationRules
{
    private static IEnumerable<Violation> SeveralKinds(ModelDeclaration model) =>
        from kind in model.Encoders.Select(encoder => (encoder.Role, Attribute: "[Encoder]"))
            .Concat(model.Samplers.Select(sampler => (sampler.Role, Attribute: $"[{sampler.Kind}]")))
        group kind.Attribute by kind.Role into role
        where role.Count() > 1
        select Violation.Of(role.Key, role.Key, string.Join(" and as ", role));

    private static IEnumerable<Violation> DiscriminatorWithoutNetwork(ModelDeclaration model) =>
        from sampler in model.Samplers
        where sampler.Role == Roles.Discriminator && model.Encoders.All(encoder => encoder.Role != sampler.Role)
        select Violation.Of(sampler.Role, sampler.Role, sampler.Description);

    private static IEnumerable<Violation> GeneratorWithoutNetwork(ModelDeclaration model)
    {
        if (model.Sampler is { } sampler && OnlyObjective(model)?.NeedsGeneratorNetwork == true)
            yield return Violation.Of(Roles.Generator, Roles.Generator, sampler.Description, model.Objective.Name);
    }

    private static IEnumerable<Violation> NothingToShare(ModelDeclaration model)
    {
        if (model.Sampler is { } sampler && model.Sharing != SharingKind.None)
            yield return Violation.Of("Sharing", sampler.Description);
    }

    /// <summary>What says something about logits or their loss, beside a generator that has none.</summary>
    private static IEnumerable<Violation> NothingToTemper(ModelDeclaration model) =>
        from declared in model.Objectives
        where model.Sampler is not null
        from range in Objective.Of(declared)?.Ranges ?? []
        where range.Name == NumberRange.Temperature.Name || range.Name == NumberRange.GeneratorWeight.Name
        let number = range.Of(declared)
        where number != range.Default
        select Violation.Of(
            $"{declared.Name}.{range.Name}", range.Name, number,
            $"the generator is {model.Sampler!.Description}, which has no logits and no loss, so leave it out");

    private static IEnumerable<Violation> UnknownMasking(ModelDeclaration model)
    {
        if (model.Masking is not (MaskingKind.WithoutReplacement or MaskingKind.GoogleCompatible))
            yield return Violation.Of("Masking", (int)model.Masking);
    }
}
