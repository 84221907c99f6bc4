using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering.Objectives;

/// <summary>ELECTRA: generator and discriminator jointly; with a loss on the masked positions alone, "ELECTRA 15 %".</summary>
internal sealed class ReplacedTokenDetectionObjective : Objective
{
    private static readonly NumberRange Positions = new("Positions", 0, number => number is 0 or 1, "DetectedPositions has All and Masked");

    public override IEnumerable<NumberRange> Ranges =>
        [NumberRange.GeneratorWeight, NumberRange.DiscriminatorWeight, NumberRange.Temperature, NumberRange.ForbidCorrect, Positions];

    public override string PublishedName(ObjectiveDeclaration declared) =>
        IsMaskedOnly(declared) ? "replaced_token_detection_masked_only" : "replaced_token_detection";

    public override EquatableArray<TrainingStage> Stages(ObjectiveDeclaration declared) =>
        OneStage(
            new LossTerm("generator_loss", NumberRange.GeneratorWeight.Of(declared)),
            new LossTerm("discriminator_loss", NumberRange.DiscriminatorWeight.Of(declared)));

    public override void Lower(ElectraParts parts, ObjectiveDeclaration declared)
    {
        MaskedTokens masked = parts.MaskTokens();
        GeneratedTokens generated = parts.Generate(masked, NumberRange.Temperature.Of(declared));
        CorruptedTokens corrupted = parts.Corrupt(masked, generated);
        parts.Detect(corrupted, weights: IsMaskedOnly(declared) ? masked.Chosen : parts.AttentionMask);
    }

    private static bool IsMaskedOnly(ObjectiveDeclaration declared) => Positions.Of(declared) == 1;
}
