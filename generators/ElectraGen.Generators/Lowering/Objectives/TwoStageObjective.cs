using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering.Objectives;

/// <summary>Two-stage training: the generator alone, then the discriminator alone, started from the generator's weights.</summary>
internal sealed class TwoStageObjective : Objective
{
    private const int DiscriminatorStage = 1;

    private static readonly NumberRange GeneratorShare =
        new("GeneratorShare", 0.5, number => number is > 0 and < 1, "each stage needs steps, so the share lies between 0 and 1, both excluded");

    private static readonly NumberRange GeneratorWeight =
        NumberRange.GeneratorWeight with { Holds = NumberRange.DiscriminatorWeight.Holds, Reason = "a stage of its own needs a weight above 0" };

    public override bool StartsFromGenerator => true;

    public override IEnumerable<NumberRange> Ranges =>
        [GeneratorWeight, NumberRange.DiscriminatorWeight, NumberRange.Temperature, NumberRange.ForbidCorrect, GeneratorShare];

    public override string PublishedName(ObjectiveDeclaration declared) => "two_stage_replaced_token_detection";

    public override EquatableArray<TrainingStage> Stages(ObjectiveDeclaration declared)
    {
        double share = GeneratorShare.Of(declared);
        return EquatableArray.Of(
            Stage("generator", share, GeneratorWeight.Of(declared)),
            Stage("discriminator", 1 - share, NumberRange.DiscriminatorWeight.Of(declared)));

        static TrainingStage Stage(string name, double share, double weight) =>
            new(name, share, EquatableArray.Of(new LossTerm($"{name}_loss", weight)));
    }

    public override void Lower(ElectraParts parts, ObjectiveDeclaration declared)
    {
        MaskedTokens masked = parts.MaskTokens();
        GeneratedTokens generated = parts.Generate(masked, NumberRange.Temperature.Of(declared));
        parts.Graph.Stage = DiscriminatorStage;
        CorruptedTokens corrupted = parts.Corrupt(masked, generated);
        parts.Detect(corrupted, weights: parts.AttentionMask);
    }
}
