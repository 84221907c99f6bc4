using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ElectraGen.Peers;

internal sealed class Layer : Module<Tensor, Tensor, Tensor>
{
    private const double Epsilon = 1e-12;

    private readonly int heads;
    private readonly Linear query, key, value, output, widen, narrow;
    private readonly LayerNorm attentionNorm, outputNorm;

    public Layer(EncoderSizes sizes)
        : base(nameof(Layer))
    {
        heads = sizes.Heads;
        (query, key, value, output) = (Linear(sizes.Hidden, sizes.Hidden), Linear(sizes.Hidden, sizes.Hidden), Linear(sizes.Hidden, sizes.Hidden), Linear(sizes.Hidden, sizes.Hidden));
        (widen, narrow) = (Linear(sizes.Hidden, sizes.FeedForward), Linear(sizes.FeedForward, sizes.Hidden));
        (attentionNorm, outputNorm) = (LayerNorm(sizes.Hidden, Epsilon), LayerNorm(sizes.Hidden, Epsilon));
        RegisterComponents();
    }

    public override Tensor forward(Tensor stream, Tensor attentionBias)
    {
        (long batch, long length, long hidden) = (stream.shape[0], stream.shape[1], stream.shape[2]);
        Tensor context = functional.scaled_dot_product_attention(
            Split(query.call(stream)), Split(key.call(stream)), Split(value.call(stream)), attentionBias, ModelSizes.Dropout);
        context = context.transpose(1, 2).reshape(batch, length, hidden);
        stream = attentionNorm.call(stream + functional.dropout(output.call(context), ModelSizes.Dropout));
        return outputNorm.call(stream + functional.dropout(narrow.call(functional.gelu(widen.call(stream))), ModelSizes.Dropout));

        // [B, heads, S, H / heads]
        Tensor Split(Tensor values) => values.view(batch, length, heads, hidden / heads).transpose(1, 2);
    }
}

internal sealed class Embeddings : Module<Tensor, Tensor, Tensor>
{
    private readonly Embedding words, positions, segments;
    private readonly LayerNorm norm;

    public Embeddings(int size)
        : base(nameof(Embeddings))
    {
        (words, positions, segments) = (Embedding(ModelSizes.Vocabulary, size), Embedding(ModelSizes.Positions, size), Embedding(2, size));
        norm = LayerNorm(size, 1e-12);
        RegisterComponents();
    }

    public Parameter Words => words.weight!;

    public override Tensor forward(Tensor tokenIds, Tensor segmentIds) => functional.dropout(
        norm.call(words.call(tokenIds) + positions.call(arange(tokenIds.shape[1])) + segments.call(segmentIds)), ModelSizes.Dropout);
}

internal sealed class Encoder : Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly Embeddings embeddings;
    private readonly Linear? project;
    private readonly ModuleList<Layer> layers;

    public Encoder(Embeddings embeddings, int embeddingSize, EncoderSizes sizes)
        : base(nameof(Encoder))
    {
        this.embeddings = embeddings;
        project = embeddingSize == sizes.Hidden ? null : Linear(embeddingSize, sizes.Hidden);
        layers = ModuleList(Enumerable.Range(0, sizes.Layers).Select(_ => new Layer(sizes)).ToArray());
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokenIds, Tensor segmentIds, Tensor attentionBias)
    {
        Tensor stream = embeddings.call(tokenIds, segmentIds);
        stream = project?.call(stream) ?? stream;
        return layers.Aggregate(stream, (hidden, layer) => layer.call(hidden, attentionBias));
    }
}

/// <summary>Generator and discriminator over one set of embeddings.</summary>
internal sealed class Networks : Module
{
    private readonly Embeddings embeddings;
    private readonly Encoder generator, discriminator;
    private readonly Linear transform, dense, prediction;
    private readonly LayerNorm transformNorm;
    private readonly Parameter outputBias;

    public Networks(ModelSizes sizes)
        : base(nameof(Networks))
    {
        embeddings = new Embeddings(sizes.Embedding);
        generator = new Encoder(embeddings, sizes.Embedding, sizes.Generator);
        discriminator = new Encoder(embeddings, sizes.Embedding, sizes.Discriminator);
        (transform, transformNorm) = (Linear(sizes.Generator.Hidden, sizes.Embedding), LayerNorm(sizes.Embedding, 1e-12));
        outputBias = Parameter(zeros(ModelSizes.Vocabulary));
        (dense, prediction) = (Linear(sizes.Discriminator.Hidden, sizes.Discriminator.Hidden), Linear(sizes.Discriminator.Hidden, 1));
        RegisterComponents();
        foreach (Parameter matrix in DistinctParameters().Where(parameter => parameter.dim() == 2))
            init.trunc_normal_(matrix, std: 0.02, a: -0.04, b: 0.04);
    }

    /// <summary>Every parameter once; the embeddings belong to three modules.</summary>
    public IReadOnlyList<Parameter> DistinctParameters() => [.. parameters().DistinctBy(parameter => parameter.Handle)];

    /// <summary>Vocabulary logits at positions [B, P].</summary>
    public Tensor Generate(Tensor tokenIds, Tensor segmentIds, Tensor attentionBias, Tensor positions)
    {
        Tensor stream = generator.call(tokenIds, segmentIds, attentionBias);
        Tensor rows = stream.gather(1, positions.unsqueeze(2).expand(-1, -1, stream.shape[2]));
        return functional.linear(transformNorm.call(functional.gelu(transform.call(rows))), embeddings.Words, outputBias);
    }

    /// <summary>A logit a token [B, S].</summary>
    public Tensor Discriminate(Tensor tokenIds, Tensor segmentIds, Tensor attentionBias) =>
        prediction.call(functional.gelu(dense.call(discriminator.call(tokenIds, segmentIds, attentionBias)))).squeeze(2);
}
