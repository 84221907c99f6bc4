using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering;

/// <summary>
/// A declaration as forward passes: choose and hide positions, predict them, put samples in their place, find what was replaced
/// (Clark et al., arXiv 2003.10555). The only file below the declaration that knows what an ELECTRA is.
/// </summary>
internal sealed class ElectraLowering
{
    /// <summary>Of the chosen positions these stay as they are; the others become [MASK]. As in the published code.</summary>
    private const double KeptFraction = 0.15;

    private readonly GraphBuilder graph = new();
    private readonly ModelDeclaration model;
    private readonly ObjectiveDeclaration objective;
    private readonly EmbeddingTables generatorTables;
    private readonly EmbeddingTables discriminatorTables;
    private readonly Value tokenIds;
    private readonly Value segmentIds;
    private readonly Value attentionMask;

    private ElectraLowering(ModelDeclaration model, ObjectiveDeclaration objective)
    {
        this.model = model;
        this.objective = objective;
        Shape tokens = Shape.ColumnVector(model.SequenceLength, ElementType.Int32);
        tokenIds = graph.Input("TokenIds", tokens);
        segmentIds = graph.Input("SegmentIds", tokens);
        attentionMask = graph.Input("AttentionMask", tokens);
        if (model.Sharing == SharingKind.Embeddings)
        {
            discriminatorTables = EmbeddingTables.Declare(graph, "Embeddings", model, model.Discriminator, Roles.Generator);
            generatorTables = discriminatorTables;
        }
        else
        {
            generatorTables = EmbeddingTables.Declare(graph, "GeneratorEmbeddings", model, model.Generator);
            discriminatorTables = EmbeddingTables.Declare(graph, "DiscriminatorEmbeddings", model, model.Discriminator);
        }
    }

    /// <summary>The forward graph of a sound declaration.</summary>
    public static Graph Lower(ModelDeclaration model, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new ElectraLowering(model, model.Objective!).Lower();
    }

    private Graph Lower()
    {
        Masked masked = Masking();
        (Value generatorLoss, Value sampledIds) = Generator(masked);
        (Value corruptedIds, Value labels) = Corruption(masked, sampledIds);
        Value discriminatorLoss = Discriminator(corruptedIds, labels);
        return graph.Build(Objective(generatorLoss, discriminatorLoss));
    }

    private Masked Masking()
    {
        graph.Scope = "";
        int maximum = model.MaximumPredictions;
        int millionths = (int)Math.Round(model.MaskedFraction * 1_000_000);
        Value chosen = graph.ChooseMasked(tokenIds, attentionMask, millionths, maximum, "Chosen");
        Masked masked = Masked.Of(graph.ApplyMask(tokenIds, chosen, maximum, KeptFraction));
        graph.Output("masked_ids", masked.MaskedIds, model.SequenceLength);
        graph.Output("positions", masked.Positions, maximum);
        graph.Output("targets", masked.Targets, maximum);
        graph.Output("prediction_weights", masked.Weights, maximum);
        graph.EndPass("Masking");
        return masked;
    }

    private (Value Loss, Value SampledIds) Generator(Masked masked)
    {
        EncoderLowering encoder = new(graph, model.Generator);
        Value hidden = encoder.Lower(masked.MaskedIds, segmentIds, attentionMask, generatorTables);
        ParameterLowering head = new(graph, "generator");
        Value gathered = graph.GatherRows(hidden, masked.Positions, "MaskedHidden");
        Value dense = head.Linear(gathered, model.Generator.EmbeddingSize, "PredictionInput", "generator_predictions.dense");
        Value activation = graph.Gelu(dense, "PredictionActivation");
        Value prediction = head.LayerNorm(activation, "PredictionHidden", "generator_predictions.LayerNorm");
        Value bias = head.Vector(model.Vocabulary, "VocabularyBias", "generator_lm_head.bias", ParameterInitializer.Zeros);
        graph.Tie(generatorTables.Words, "generator.generator_lm_head.weight");
        (Value logProbability, Value predictedIds, Value sampledIds) =
            graph.VocabularyHead(prediction, generatorTables.Words, bias, masked.Targets, objective.Temperature);
        Value meanLogProbability = graph.WeightedMean(logProbability, masked.Weights, "MeanLogProbability");
        Value loss = graph.Scale(meanLogProbability, -1, "Loss");
        graph.Output("sampled_ids", sampledIds, model.MaximumPredictions);
        graph.Output("predicted_ids", predictedIds, model.MaximumPredictions);
        graph.Output("prediction_hidden", prediction, model.MaximumPredictions, model.Generator.EmbeddingSize);
        graph.Output("generator_loss", loss);
        graph.EndPass(Roles.Generator);
        return (loss, sampledIds);
    }

    private (Value CorruptedIds, Value Labels) Corruption(Masked masked, Value sampledIds)
    {
        graph.Scope = "";
        (Value corruptedIds, Value labels) = graph.Corrupt(tokenIds, masked.Positions, sampledIds);
        graph.Output("corrupted_ids", corruptedIds, model.SequenceLength);
        graph.Output("labels", labels, model.SequenceLength);
        graph.EndPass("Corruption");
        return (corruptedIds, labels);
    }

    private Value Discriminator(Value corruptedIds, Value labels)
    {
        EncoderLowering encoder = new(graph, model.Discriminator);
        Value hidden = encoder.Lower(corruptedIds, segmentIds, attentionMask, discriminatorTables);
        ParameterLowering head = new(graph, "discriminator.discriminator_predictions");
        Value dense = head.Linear(hidden, model.Discriminator.HiddenSize, "PredictionInput", "dense");
        Value activation = graph.Activate(dense, model.Discriminator.Activation, "PredictionActivation");
        Value logits = head.Linear(activation, 1, "Logits", "dense_prediction", ParameterInitializer.GlorotUniform);
        Value losses = graph.BinaryCrossEntropy(logits, labels, "TokenLosses");
        Value loss = graph.WeightedMean(losses, attentionMask, "Loss");
        graph.Output("discriminator_logits", logits, model.SequenceLength);
        graph.Output("discriminator_loss", loss);
        graph.EndPass(Roles.Discriminator);
        return loss;
    }

    /// <summary>A pass of its own: its backward pass needs nothing else, so that the generator's can run before the discriminator.</summary>
    private Value Objective(Value generatorLoss, Value discriminatorLoss)
    {
        graph.Scope = "";
        Value total = graph.ScaledSum(
            generatorLoss, objective.GeneratorWeight, discriminatorLoss, objective.DiscriminatorWeight, "TotalLoss");
        graph.Output("total_loss", total);
        graph.EndPass("Objective");
        return total;
    }

    private sealed record Masked(Value Positions, Value Targets, Value Weights, Value MaskedIds)
    {
        public static Masked Of((Value Positions, Value Targets, Value Weights, Value MaskedIds) values) =>
            new(values.Positions, values.Targets, values.Weights, values.MaskedIds);
    }
}
