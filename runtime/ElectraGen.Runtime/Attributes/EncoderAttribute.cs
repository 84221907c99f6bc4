namespace ElectraGen.Runtime;

/// <summary>A transformer encoder in the role that its class is named for.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EncoderAttribute : Attribute
{
    /// <summary>Width of the word, position and segment tables. 0: the hidden size.</summary>
    public int EmbeddingSize { get; set; }

    /// <summary>Transformer layers.</summary>
    public int Layers { get; set; }

    /// <summary>Width of the stream between the layers.</summary>
    public int HiddenSize { get; set; }

    /// <summary>Attention heads; must divide <see cref="HiddenSize"/>.</summary>
    public int Heads { get; set; }

    /// <summary>Inner width of the feed-forward block. 0: four times the hidden size.</summary>
    public int FeedForwardSize { get; set; }

    /// <summary>What stands inside the feed-forward block and in the discriminator's head; the generator's head has GELU.</summary>
    public Activation Activation { get; set; } = Activation.Gelu;

    /// <summary>Where the layer norms stand.</summary>
    public NormPlacement Norm { get; set; } = NormPlacement.Post;

    /// <summary>How the encoder knows where a token stands.</summary>
    public PositionEncoding Positions { get; set; } = PositionEncoding.Learned;

    /// <summary>Dropout rate behind the embeddings and behind each block, inside [0, 1).</summary>
    public double Dropout { get; set; } = 0.1;

    /// <summary>Dropout rate of the attention probabilities, inside [0, 1).</summary>
    public double AttentionDropout { get; set; } = 0.1;
}
