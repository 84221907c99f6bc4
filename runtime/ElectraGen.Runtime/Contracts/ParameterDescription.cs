namespace ElectraGen.Runtime;

/// <summary>How a parameter starts.</summary>
public enum Initializer
{
    /// <summary>Normal with deviation 0.02, drawn again beyond two deviations.</summary>
    TruncatedNormal,

    /// <summary>Uniform in ±√(6 / (rows + columns)) (Glorot and Bengio, 2010).</summary>
    GlorotUniform,

    /// <summary>All 0.</summary>
    Zeros,

    /// <summary>All 1.</summary>
    Ones,

    /// <summary>
    /// Row p holds sin(p · 10000^(−2i / columns)) in column 2i and the cosine in column 2i + 1 (Vaswani et al., arXiv 1706.03762). A table
    /// that starts so is fixed: it has no gradient and no decay, and the optimiser leaves it as it is.
    /// </summary>
    Sinusoids,
}

/// <summary>One tensor of a model: trained, but for tables of <see cref="Initializer.Sinusoids"/>.</summary>
/// <param name="Name">
/// Hugging Face's name behind <c>generator.</c> or <c>discriminator.</c>, for example
/// <c>discriminator.electra.encoder.layer.0.attention.self.query.weight</c>.
/// </param>
/// <param name="Shape">Its shape there; a linear map's weight is [outputs, inputs].</param>
/// <param name="Place">Where it lies in the arena.</param>
/// <param name="IsDecayed">Whether weight decay applies: not to norms and biases.</param>
/// <param name="Initializer">How it starts.</param>
/// <param name="TiedNames">Other names of the same tensor: the other role's shared tables, the generator's output matrix.</param>
public sealed record ParameterDescription(
    string Name,
    IReadOnlyList<int> Shape,
    Parameter Place,
    bool IsDecayed,
    Initializer Initializer,
    IReadOnlyList<string> TiedNames)
{
    /// <summary>Whether it has a gradient.</summary>
    public bool IsTrained => Initializer != Initializer.Sinusoids;
}
