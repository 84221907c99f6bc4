using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering;

/// <summary>
/// The transformer encoder of BERT (Devlin et al., arXiv 1810.04805) as ELECTRA uses it, with an embedding width of its own, and with
/// the activation, norms and positions that its declaration chooses. Parameters are declared in the order of use.
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
        Value attention = graph.Dropout(SelfAttention(attentionInput, attentionMask), encoder.Dropout, "DroppedAttention");
        Value attended = graph.Add(attention, hidden, "AttentionSum");
        Value feedForwardInput = parameters.LayerNorm(attended, "FeedForwardNorm", "encoder.layer.{0}.intermediate.LayerNorm");
        return graph.Add(graph.Dropout(FeedForward(feedForwardInput), encoder.Dropout, "DroppedFeedForward"), attended, "LayerOutput");
    }

    private Value PostNormLayer(Value hidden, Value attentionMask)
    {
        Value attention = SelfAttention(hidden, attentionMask);
        Value attended = parameters.AddLayerNorm(
            attention, hidden, encoder.Dropout, "AttentionNorm", "encoder.layer.{0}.attention.output.LayerNorm");
        Value output = FeedForward(attended);
        return parameters.AddLayerNorm(output, attended, encoder.Dropout, "LayerOutput", "encoder.layer.{0}.output.LayerNorm");
    }

    private Value SelfAttention(Value hidden, Value attentionMask)
    {
        const string published = "encoder.layer.{0}.attention";
        Value queryKeyValue = parameters.QueryKeyValue(hidden, $"{published}.self");
        if (sinusoids is not null)
            queryKeyValue = graph.Rotate(queryKeyValue, sinusoids, encoder.Heads, "RotatedQueryKey");
        Value context = graph.Attention(
            queryKeyValue, attentionMask, encoder.Heads, 1 / Math.Sqrt(encoder.HeadSize), encoder.AttentionDropout, "Attention");
        return parameters.Linear(context, encoder.HiddenSize, "AttentionOutput", $"{published}.output.dense");
    }

    private Value FeedForward(Value hidden)
    {
        Value input = parameters.Linear(hidden, encoder.FeedForwardSize, "FeedForwardInput", "encoder.layer.{0}.intermediate.dense");
        return parameters.ActivatedLinear(
            input, encoder.Activation, encoder.HiddenSize, "FeedForwardOutput", "encoder.layer.{0}.output.dense");
    }
}
