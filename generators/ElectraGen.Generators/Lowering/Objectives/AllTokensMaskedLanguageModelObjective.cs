using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering.Objectives;

/// <summary>All-Tokens MLM: the large network names the original of every token, by a mixture of copying the input and predicting.</summary>
internal sealed class AllTokensMaskedLanguageModelObjective : Objective
{
    public override IEnumerable<NumberRange> Ranges =>
        [NumberRange.GeneratorWeight, NumberRange.PredictionWeight, NumberRange.Temperature, NumberRange.ForbidCorrect];

    public override string PublishedName(ObjectiveDeclaration declared) => "all_tokens_masked_language_model";

    public override EquatableArray<TrainingStage> Stages(ObjectiveDeclaration declared) =>
        OneStage(
            new LossTerm("generator_loss", NumberRange.GeneratorWeight.Of(declared)),
            new LossTerm("prediction_loss", NumberRange.PredictionWeight.Of(declared)));

    public override void Lower(ElectraParts parts, ObjectiveDeclaration declared)
    {
        MaskedTokens masked = parts.MaskTokens();
        GeneratedTokens generated = parts.Generate(masked, NumberRange.Temperature.Of(declared));
        CorruptedTokens corrupted = parts.Corrupt(masked, generated);
        NameEveryToken(parts, corrupted.Ids);
    }

    private static void NameEveryToken(ElectraParts parts, Value inputIds)
    {
        GraphBuilder graph = parts.Graph;
        int length = parts.Model.SequenceLength;
        Value hidden = parts.Encode(Roles.Discriminator, inputIds);
        VocabularyPrediction prediction = parts.PredictVocabulary(Roles.Discriminator, hidden, parts.TokenIds, "prediction_logits");
        ParameterLowering head = new(graph, ParameterOwner.Of(Roles.Discriminator));
        Value copyLogits = head.Linear(hidden, 1, "CopyLogits", "copy_prediction", ParameterInitializer.GlorotUniform);
        (Value logProbability, Value copyProbability) =
            graph.CopyLogProbability(copyLogits, prediction.LogProbability, inputIds, parts.TokenIds, "MixedLogProbability");
        parts.AddLoss("prediction_loss", parts.NegativeMean(logProbability, parts.AttentionMask));
        Value namedIds = graph.CopyOrPredict(
            copyLogits, prediction.Hidden, prediction.Table, prediction.Bias, prediction.LogSumExp, inputIds, prediction.PredictedIds, "NamedIds");
        graph.Output("token_prediction_ids", namedIds, length);
        graph.Output("copy_probability", copyProbability, length);
        graph.EndPass(Roles.Discriminator);
    }
}
