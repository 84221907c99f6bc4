using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering.Objectives;

/// <summary>Replace MLM: the large network names the original tokens of positions that hold the generator's samples.</summary>
internal sealed class ReplaceMaskedLanguageModelObjective : Objective
{
    private static readonly NumberRange PredictionWeight =
        new("PredictionWeight", 1, number => number is > 0 and < double.PositiveInfinity, "the large network is not trained without a weight above 0");

    public override IEnumerable<NumberRange> Ranges => [NumberRange.GeneratorWeight, PredictionWeight, NumberRange.Temperature, NumberRange.ForbidCorrect];

    public override string PublishedName(ObjectiveDeclaration declared) => "replace_masked_language_model";

    public override EquatableArray<TrainingStage> Stages(ObjectiveDeclaration declared) =>
        OneStage(
            new LossTerm("generator_loss", NumberRange.GeneratorWeight.Of(declared)),
            new LossTerm("prediction_loss", PredictionWeight.Of(declared)));

    public override void Lower(ElectraParts parts, ObjectiveDeclaration declared)
    {
        MaskedTokens masked = parts.MaskTokens();
        Value sampledIds = parts.Generate(masked, NumberRange.Temperature.Of(declared));
        CorruptedTokens corrupted = parts.Corrupt(masked, sampledIds);
        parts.Predict(corrupted.Ids, masked);
    }
}
