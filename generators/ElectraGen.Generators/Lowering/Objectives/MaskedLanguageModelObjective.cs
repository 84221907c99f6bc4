using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering.Objectives;

/// <summary>BERT with ELECTRA's masking: one network names the hidden tokens.</summary>
internal sealed class MaskedLanguageModelObjective : Objective
{
    public override bool HasGenerator => false;

    public override IEnumerable<NumberRange> Ranges => [];

    public override string PublishedName(ObjectiveDeclaration declared) => "masked_language_model";

    public override EquatableArray<TrainingStage> Stages(ObjectiveDeclaration declared) => OneStage(new LossTerm("prediction_loss", 1));

    public override void Lower(ElectraParts parts, ObjectiveDeclaration declared)
    {
        MaskedTokens masked = parts.MaskTokens();
        parts.Predict(masked.MaskedIds, masked);
    }
}
