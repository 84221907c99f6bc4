using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering;

/// <summary>
/// The transformer encoder of BERT (Devlin et al., arXiv 1810.04805) as ELECTRA uses it, with an embedding width of its own, and with
/// the activation, norms and positions that its declaration chooses. Parameters are declared in the order of use, so that query, key
/// and value lie together.
/// </summary>
internal sealed class EncoderLowering(GraphBuilder graph, EncoderDeclaration encoder, ParameterOwner owner)
{
    public const double LayerNormEpsilon = 1e-12;

    private readonly ParameterLowering parameters = new(graph, owner, "electra");

    /// <summary>Sines and cosines that turn query and key; null where positions are not rotary.</summary>
    private Value? sinusoids;

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
        if (encoder.Positions == PositionKind.Rotary)
            sinusoids = parameters.Sinusoids((int)tokenIds.Shape.Rows, encoder.HeadSize, "Sinusoids", "encoder.embed_positions");
        if (encoder.Norm == NormKind.Post)
            return graph.Repeat(encoder.Layers, embeddings, "Hidden", hidden => PostNormLayer(hidden, attentionMask));
        Value sum = graph.Repeat(encoder.Layers, embeddings, "Hidden", hidden => PreNormLayer(hidden, attentionMask));
        return parameters.LayerNorm(sum, "EncoderNorm", "encoder.final_layer_norm");
    }

    /// <summary>Named as in Hugging Face's RoBERTa with norms in front.</summary>
    private Value PreNormLayer(Value hidden, Value attentionMask)
    {
        Value attentionInput = parameters.LayerNorm(hidden, "AttentionNorm", "encoder.layer.{0}.attention.LayerNorm");
        Value attended = graph.Add(SelfAttention(attentionInput, attentionMask), hidden, "AttentionSum");
        Value feedForwardInput = parameters.LayerNorm(attended, "FeedForwardNorm", "encoder.layer.{0}.intermediate.LayerNorm");
        return graph.Add(FeedForward(feedForwardInput), attended, "LayerOutput");
    }

    private Value PostNormLayer(Value hidden, Value attentionMask)
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
        if (sinusoids is not null)
        {
            query = graph.Rotate(query, sinusoids, encoder.Heads, "RotatedQuery");
            key = graph.Rotate(key, sinusoids, encoder.Heads, "RotatedKey");
        }

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
