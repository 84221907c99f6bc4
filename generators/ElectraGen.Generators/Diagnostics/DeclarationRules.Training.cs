using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Lowering.Objectives;

namespace ElectraGen.Generators.Diagnostics;

// Rules on masking, the objective, dropout and the recipe.
internal static partial class DeclarationRules
{
    private static IEnumerable<Violation> MaskedFractionOutOfRange(ModelDeclaration model)
    {
        if (!IsMaskedFraction(model))
            yield return Violation.Of("MaskedFraction", model.MaskedFraction);
    }

    private static IEnumerable<Violation> NothingMasked(ModelDeclaration model)
    {
        if (IsMaskedFraction(model) && model.SequenceLength > 0 && model.MaximumPredictions < 1)
            yield return Violation.Of(
                "MaskedFraction", model.MaskedFraction, model.SequenceLength, Math.Ceiling(1 / (model.MaskedFraction + 0.005)));
    }

    private static IEnumerable<Violation> NoObjective(ModelDeclaration model)
    {
        if (model.Objectives.Count == 0)
            yield return Violation.Of("", model.Type.Name);
    }

    private static IEnumerable<Violation> SeveralObjectives(ModelDeclaration model)
    {
        if (model.Objectives.Count > 1)
            yield return Violation.Of(
                model.Objectives[1].Name, model.Type.Name, string.Join(" and ", model.Objectives.Select(objective => $"[{objective.Name}]")));
    }

    private static IEnumerable<Violation> ContradictoryObjective(ModelDeclaration model) =>
        from declared in model.Objectives
        from range in Objective.Of(declared)?.Ranges ?? []
        let number = range.Of(declared)
        where !range.Holds(number)
        select Violation.Of($"{declared.Name}.{range.Name}", range.Name, number, range.Reason);

    private static IEnumerable<Violation> SharedWhereCopied(ModelDeclaration model) =>
        from declared in model.Objectives
        where Objective.Of(declared)?.StartsFromGenerator == true && model.Sharing != SharingKind.None
        select Violation.Of(declared.Name, declared.Name, model.Sharing);

    /// <summary>The one objective; null where there is none, or several.</summary>
    private static Objective? OnlyObjective(ModelDeclaration model) =>
        model.Objectives.Count == 1 ? Objective.Of(model.Objectives[0]) : null;

    private static IEnumerable<Violation> DropoutOutOfRange(ModelDeclaration model) =>
        from encoder in model.Encoders
        from rate in new (string Name, double Value)[] { ("Dropout", encoder.Dropout), ("AttentionDropout", encoder.AttentionDropout) }
        where !(rate.Value is >= 0 and < 1)
        select Violation.Of($"{encoder.Role}.{rate.Name}", rate.Name, encoder.Role, rate.Value);

    private static IEnumerable<Violation> RecipeOutOfRange(ModelDeclaration model)
    {
        RecipeDeclaration recipe = model.Recipe;
        (string Name, double Value, bool Holds, string Range)[] values =
        [
            ("BatchSize", recipe.BatchSize, recipe.BatchSize >= 1, "at least 1"),
            ("LearningRate", recipe.LearningRate, recipe.LearningRate is > 0 and < double.PositiveInfinity, "above 0"),
            ("WarmupSteps", recipe.WarmupSteps, recipe.WarmupSteps >= 0, "at least 0"),
            ("Steps", recipe.Steps, recipe.Steps >= 1 && recipe.Steps >= recipe.WarmupSteps, "at least 1 and no less than the warm-up"),
            ("WeightDecay", recipe.WeightDecay, recipe.WeightDecay is >= 0 and < double.PositiveInfinity, "at least 0"),
            ("Beta1", recipe.Beta1, recipe.Beta1 is >= 0 and < 1, "between 0, included, and 1, excluded"),
            ("Beta2", recipe.Beta2, recipe.Beta2 is >= 0 and < 1, "between 0, included, and 1, excluded"),
            ("Epsilon", recipe.Epsilon, recipe.Epsilon is > 0 and < double.PositiveInfinity, "above 0"),
            ("ClipNorm", recipe.ClipNorm, recipe.ClipNorm is > 0 and < double.PositiveInfinity, "above 0"),
        ];
        return from value in values where !value.Holds select Violation.Of(value.Name, value.Name, value.Value, value.Range);
    }

    private static bool IsMaskedFraction(ModelDeclaration model) => model.MaskedFraction is > 0 and < 1;
}
