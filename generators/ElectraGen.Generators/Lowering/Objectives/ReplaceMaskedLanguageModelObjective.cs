using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering.Objectives;

/// <summary>Replace MLM: the large network names the original tokens of positions that hold the generator's samples.</summary>
internal sealed class ReplaceMaskedLanguageModelObjective : Objective
{
    public override IEnumerable<NumberRange> Ranges =>
        [NumberRange.GeneratorWeight, NumberRange.PredictionWeight, NumberRange.Temperature, NumberRange.ForbidCorrect];

    public override string PublishedName(ObjectiveDeclaration declared) => "replace_masked_language_model";

    public override EquatableArray<TrainingStage> Stages(ObjectiveDeclaration declared) =>
        OneStage(
            new LossTerm("generator_loss", NumberRange.GeneratorWeight.Of(declared)),
            new LossTerm("prediction_loss", NumberRange.PredictionWeight.Of(declared)));

    public override void Lower(ElectraParts parts, ObjectiveDeclaration declared)
    {
        MaskedTokens masked = parts.MaskTokens();
        GeneratedTokens generated = parts.Generate(masked, NumberRange.Temperature.Of(declared));
        CorruptedTokens corrupted = parts.Corrupt(masked, generated);
        parts.Predict(corrupted.Ids, masked);
    }
}
