namespace ElectraGen.Peers;

/// <summary>Layers, hidden size, heads and feed-forward size.</summary>
internal readonly record struct EncoderSizes(int Layers, int Hidden, int Heads, int FeedForward);

/// <summary>What the models of the comparison are made of; the same as in training_step.py.</summary>
internal sealed record ModelSizes(int Embedding, int Length, EncoderSizes Generator, EncoderSizes Discriminator)
{
    public const int Vocabulary = 30_522, Positions = 512;

    public const double Dropout = 0.1;

    public static ModelSizes Named(string name) => name switch
    {
        "ElectraTiny" => new(64, 64, new(2, 64, 1, 256), new(2, 128, 2, 512)),
        "ElectraSmall" => new(128, 128, new(12, 64, 1, 256), new(12, 256, 4, 1024)),
        "ElectraBase" => new(768, 512, new(12, 256, 4, 1024), new(12, 768, 12, 3072)),
        _ => throw new ArgumentException($"There is no model {name} here.", nameof(name)),
    };
}
