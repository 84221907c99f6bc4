using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Lowering.Objectives;

namespace ElectraGen.Generators.Lowering;

/// <summary>
/// What objectives are composed of: choose and hide positions, predict them, put samples in their place, find what was replaced
/// (Clark et al., arXiv 2003.10555). Each method is a pass.
/// </summary>
internal sealed class ElectraParts
{
    /// <summary>Of the chosen positions these stay as they are; the others become [MASK]. As in the published code.</summary>
    private const double KeptFraction = 0.15;

    private readonly Dictionary<string, EmbeddingTables> tables = [];
    private readonly Dictionary<string, Value> losses = [];

    public ElectraParts(GraphBuilder graph, ModelDeclaration model)
    {
        Graph = graph;
        Model = model;
        Shape tokens = Shape.ColumnVector(model.SequenceLength, ElementType.Int32);
        TokenIds = graph.Input("TokenIds", tokens);
        SegmentIds = graph.Input("SegmentIds", tokens);
        AttentionMask = graph.Input("AttentionMask", tokens);
    }

    public GraphBuilder Graph { get; }

    public ModelDeclaration Model { get; }

    /// <summary>The original tokens (B, S).</summary>
    public Value TokenIds { get; }

    public Value SegmentIds { get; }

    /// <summary>1 at tokens, 0 at padding (B, S).</summary>
    public Value AttentionMask { get; }

    private bool ForbidsCorrect => NumberRange.ForbidCorrect.Of(Model.Objective) == 1;

    public Value LossNamed(string name) => losses[name];

    /// <summary>Makes a scalar readable, and a term that stages can weigh.</summary>
    public void AddLoss(string name, Value loss)
    {
        losses.Add(name, loss);
        Graph.Output(name, loss);
    }

    public MaskedTokens MaskTokens()
    {
        Graph.Scope = "";
        int maximum = Model.MaximumPredictions;
        int millionths = (int)Math.Round(Model.MaskedFraction * 1_000_000);
        MaskedTokens masked = Model.Masking == MaskingKind.GoogleCompatible ? DrawMasked(millionths, maximum) : ChooseMasked(millionths, maximum);
        Graph.Output("masked_ids", masked.MaskedIds, Model.SequenceLength);
        Graph.Output("positions", masked.Positions, maximum);
        Graph.Output("targets", masked.Targets, maximum);
        Graph.Output("prediction_weights", masked.Weights, maximum);
        Graph.EndPass("Masking");
        return masked;
    }

    /// <summary>The generator predicts the hidden tokens, which is its loss, and draws one for each; without a network it draws alone.</summary>
    public GeneratedTokens Generate(MaskedTokens masked, double temperature)
    {
        if (Model.Sampler is { } sampler)
            return new GeneratedTokens(Draw(sampler, masked), Network: null);
        Value rows = Graph.GatherRows(Encode(Roles.Generator, masked.MaskedIds), masked.Positions, "MaskedHidden");
        VocabularyPrediction prediction = PredictVocabulary(Roles.Generator, rows, masked.Targets, "generator_logits", temperature);
        AddLoss(Objective.GeneratorLoss, NegativeMean(prediction.LogProbability, masked.Weights));
        Graph.Output("sampled_ids", prediction.SampledIds!, Model.MaximumPredictions);
        Graph.Output("predicted_ids", prediction.PredictedIds, Model.MaximumPredictions);
        Graph.EndPass(Roles.Generator);
        return new GeneratedTokens(prediction.SampledIds!, new GeneratorNetwork(rows, prediction));
    }

    /// <summary>Puts the draws in the place of the tokens they stand for.</summary>
    public CorruptedTokens Corrupt(MaskedTokens masked, GeneratedTokens generated)
    {
        Graph.Scope = "";
        (Value corruptedIds, Value labels) = Graph.Corrupt(TokenIds, masked.Positions, generated.SampledIds);
        Graph.Output("corrupted_ids", corruptedIds, Model.SequenceLength);
        Graph.Output("labels", labels, Model.SequenceLength);
        Graph.EndPass("Corruption");
        return new CorruptedTokens(corruptedIds, labels);
    }

    /// <summary>The discriminator tells replaced tokens from originals; its loss is a mean under weights (B, S). Returns the loss of each token (B, S).</summary>
    public Value Detect(CorruptedTokens corrupted, Value weights)
    {
        Value hidden = Encode(Roles.Discriminator, corrupted.Ids);
        ParameterLowering head = new(Graph, ParameterOwner.Of(Roles.Discriminator), "discriminator_predictions");
        Value dense = head.Linear(hidden, Model.Discriminator.HiddenSize, "PredictionInput", "dense");
        Value activation = Graph.Activate(dense, Model.Discriminator.Activation, "PredictionActivation");
        Value logits = head.Linear(activation, 1, "Logits", "dense_prediction", ParameterInitializer.GlorotUniform);
        Value tokenLosses = Graph.BinaryCrossEntropy(logits, corrupted.Labels, "TokenLosses");
        Graph.Output("discriminator_logits", logits, Model.SequenceLength);
        AddLoss("discriminator_loss", Graph.WeightedMean(tokenLosses, weights, "Loss"));
        Graph.EndPass(Roles.Discriminator);
        return tokenLosses;
    }

    /// <summary>The discriminator's network names the original tokens of the masked positions from an input (B, S).</summary>
    public void Predict(Value inputIds, MaskedTokens masked)
    {
        Value rows = Graph.GatherRows(Encode(Roles.Discriminator, inputIds), masked.Positions, "MaskedHidden");
        VocabularyPrediction prediction = PredictVocabulary(Roles.Discriminator, rows, masked.Targets, "prediction_logits");
        AddLoss("prediction_loss", NegativeMean(prediction.LogProbability, masked.Weights));
        Graph.Output("prediction_ids", prediction.PredictedIds, Model.MaximumPredictions);
        Graph.EndPass(Roles.Discriminator);
    }

    /// <summary>A role's hidden states (B, S, hidden) of an input (B, S).</summary>
    public Value Encode(string role, Value inputIds)
    {
        EncoderDeclaration encoder = role == Roles.Generator ? Model.Generator : Model.Discriminator;
        return new EncoderLowering(Graph, encoder, OwnerOf(role)).Lower(inputIds, SegmentIds, AttentionMask, TablesOf(role));
    }

    /// <summary>
    /// Dense, GELU, layer norm, and the product with the word table: the log-probabilities of targets, one a row (B, rows). Draws
    /// from the distribution where there is a temperature.
    /// </summary>
    public VocabularyPrediction PredictVocabulary(string role, Value rows, Value targets, string logitsName, double? temperature = null)
    {
        EmbeddingTables table = TablesOf(role);
        ParameterLowering head = new(Graph, ParameterOwner.Of(role));
        Value dense = head.Linear(rows, table.Words.Shape.Columns, "PredictionInput", "generator_predictions.dense");
        Value activation = Graph.Gelu(dense, "PredictionActivation");
        Value hidden = head.LayerNorm(activation, "PredictionHidden", "generator_predictions.LayerNorm");
        Value bias = head.Vector(Model.Vocabulary, "VocabularyBias", "generator_lm_head.bias", ParameterInitializer.Zeros);
        Graph.Tie(table.Words, $"{role.ToLowerInvariant()}.generator_lm_head.weight");
        Graph.Output($"{logitsName}_hidden", hidden, (int)hidden.Shape.Rows, hidden.Shape.Columns);
        Graph.SlicedProduct(logitsName, hidden, table.Words, bias);
        (Value logProbability, Value logSumExp, Value predictedIds, Value? sampledIds) = Graph.VocabularyHead(hidden, table.Words, bias, targets, temperature, ForbidsCorrect);
        return new VocabularyPrediction(hidden, table.Words, bias, logProbability, logSumExp, predictedIds, sampledIds);
    }

    /// <summary>The log-probabilities of other targets (B, rows) under what has been predicted.</summary>
    public Value LogProbabilityOf(Value targets, VocabularyPrediction prediction) =>
        Graph.VocabularyHead(prediction.Hidden, prediction.Table, prediction.Bias, targets, temperature: null).LogProbability;

    /// <summary>The mean negative log-probability under weights of the same shape: a loss.</summary>
    public Value NegativeMean(Value logProbability, Value weights) =>
        Graph.Scale(Graph.WeightedMean(logProbability, weights, "MeanLogProbability"), -1, "Loss");

    private MaskedTokens ChooseMasked(int millionths, int maximum)
    {
        Value chosen = Graph.ChooseMasked(TokenIds, AttentionMask, millionths, maximum, "Chosen");
        (Value positions, Value targets, Value weights, Value maskedIds) = Graph.ApplyMask(TokenIds, chosen, maximum, KeptFraction);
        return new MaskedTokens(chosen, positions, targets, weights, maskedIds);
    }

    private MaskedTokens DrawMasked(int millionths, int maximum)
    {
        (Value positions, Value targets, Value weights) = Graph.DrawMasked(TokenIds, AttentionMask, millionths, maximum);
        (Value drawn, Value maskedIds) = Graph.HideDrawn(TokenIds, positions, KeptFraction);
        return new MaskedTokens(drawn, positions, targets, weights, maskedIds);
    }

    private Value Draw(SamplerDeclaration sampler, MaskedTokens masked)
    {
        Graph.Scope = "";
        Value sampledIds = sampler.Kind == SamplerKind.Uniform
            ? Graph.SampleUniform(masked.Targets, Model.Vocabulary, ForbidsCorrect)
            : Graph.SampleUnigram(Graph.Constant("UnigramTable", Model.Vocabulary, 2), masked.Targets, ForbidsCorrect);
        Graph.Output("sampled_ids", sampledIds, Model.MaximumPredictions);
        Graph.EndPass("Sampling");
        return sampledIds;
    }

    /// <summary>Whose parameters a role's encoder works with.</summary>
    private ParameterOwner OwnerOf(string role) => Model.Sharing switch
    {
        SharingKind.All when Model.Has(Roles.Generator) => new ParameterOwner(Roles.Discriminator, Roles.Discriminator, Roles.Generator),
        _ => ParameterOwner.Of(role),
    };

    private EmbeddingTables TablesOf(string role)
    {
        bool isShared = Model.Sharing != SharingKind.None && Model.Has(Roles.Generator);
        string key = isShared ? "" : role;
        if (!tables.TryGetValue(key, out EmbeddingTables found))
        {
            ParameterOwner owner = isShared
                ? new("Embeddings", Roles.Discriminator, Roles.Generator)
                : new(Model.Has(Roles.Generator) ? $"{role}Embeddings" : "Embeddings", role);
            EncoderDeclaration encoder = role == Roles.Generator ? Model.Generator : Model.Discriminator;
            tables.Add(key, found = EmbeddingTables.Declare(new ParameterLowering(Graph, owner, "electra.embeddings"), Model, encoder));
        }

        return found;
    }
}

/// <summary>How often each position is chosen (B, S), where they are, what stood there and whether it counts (B, P), and what is left (B, S).</summary>
internal sealed record MaskedTokens(Value Chosen, Value Positions, Value Targets, Value Weights, Value MaskedIds);

/// <summary>Draws at the masked positions (B, P), and the network that drew them, if one did.</summary>
internal sealed record GeneratedTokens(Value SampledIds, GeneratorNetwork? Network);

/// <summary>A generator's hidden states at the masked positions (B, P, hidden), and the distribution it makes of them.</summary>
internal sealed record GeneratorNetwork(Value Hidden, VocabularyPrediction Prediction);

/// <summary>Tokens of which some are samples, and 1 where one differs from the original (B, S).</summary>
internal sealed record CorruptedTokens(Value Ids, Value Labels);

/// <summary>
/// softmax(hidden · tableᵀ + bias), and by row: the target's log-probability, the logarithm of the divisor, the likeliest token, and a
/// draw if one was asked for.
/// </summary>
internal sealed record VocabularyPrediction(
    Value Hidden, Value Table, Value Bias, Value LogProbability, Value LogSumExp, Value PredictedIds, Value? SampledIds);
