using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering;

/// <summary>
/// The transformer encoder of BERT (Devlin et al., arXiv 1810.04805) as ELECTRA uses it: layer norm behind each residual sum, GELU
/// by erf, an embedding width of its own. Parameters are declared in the order of use, so that query, key and value lie together.
/// </summary>
internal sealed class EncoderLowering(GraphBuilder graph, EncoderDeclaration encoder)
{
    public const double LayerNormEpsilon = 1e-12;

    private readonly ParameterLowering parameters = new(graph, $"{encoder.Role.ToLowerInvariant()}.electra");

    /// <summary>Hidden states (B, S, hidden) of token ids (B, S).</summary>
    public Value Lower(Value tokenIds, Value segmentIds, Value attentionMask, EmbeddingTables tables)
    {
        graph.Scope = encoder.Role;
        Value summed = graph.Embed(tokenIds, segmentIds, tables.Words, tables.Positions, tables.Segments, "EmbeddingSum");
        Value normed = graph.LayerNorm(summed, tables.NormGain, tables.NormBias, LayerNormEpsilon, "EmbeddingNorm");
        Value embeddings = graph.Dropout(normed, encoder.Dropout, "Embeddings");
        if (encoder.EmbeddingSize != encoder.HiddenSize)
            embeddings = parameters.Linear(
                embeddings, encoder.HiddenSize, "EmbeddingProjection", "embeddings_project", ParameterInitializer.GlorotUniform);
        return graph.Repeat(encoder.Layers, embeddings, "Hidden", hidden => Layer(hidden, attentionMask));
    }

    private Value Layer(Value hidden, Value attentionMask)
    {
        Value attention = SelfAttention(hidden, attentionMask);
        Value attended = parameters.AddLayerNorm(attention, hidden, "AttentionNorm", "encoder.layer.{0}.attention.output.LayerNorm");
        Value output = FeedForward(attended);
        return parameters.AddLayerNorm(output, attended, "LayerOutput", "encoder.layer.{0}.output.LayerNorm");
    }

    private Value SelfAttention(Value hidden, Value attentionMask)
    {
        const string published = "encoder.layer.{0}.attention";
        (Value query, Value key, Value value) = parameters.QueryKeyValue(hidden, $"{published}.self");
        Value scores = graph.AttentionScores(query, key, encoder.Heads, 1 / Math.Sqrt(encoder.HeadSize), "AttentionScores");
        Value probabilities = graph.Softmax(scores, attentionMask, "AttentionProbabilities");
        Value dropped = graph.Dropout(probabilities, encoder.AttentionDropout, "DroppedProbabilities");
        Value context = graph.AttentionContext(dropped, value, encoder.Heads, "AttentionContext");
        Value output = parameters.Linear(context, encoder.HiddenSize, "AttentionOutput", $"{published}.output.dense");
        return graph.Dropout(output, encoder.Dropout, "DroppedAttention");
    }

    private Value FeedForward(Value hidden)
    {
        Value input = parameters.Linear(hidden, encoder.FeedForwardSize, "FeedForwardInput", "encoder.layer.{0}.intermediate.dense");
        Value activation = graph.Activate(input, encoder.Activation, "FeedForwardActivation");
        Value output = parameters.Linear(activation, encoder.HiddenSize, "FeedForwardOutput", "encoder.layer.{0}.output.dense");
        return graph.Dropout(output, encoder.Dropout, "DroppedFeedForward");
    }
}
