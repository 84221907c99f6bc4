namespace ElectraGen.Runtime;

/// <summary>What generator and discriminator have in common (section 3.2 of the paper).</summary>
public enum Sharing
{
    /// <summary>Nothing: each role has tables of its own.</summary>
    None,

    /// <summary>Word, position and segment tables and the layer norm behind them. As published.</summary>
    Embeddings,

    /// <summary>The whole encoder, embeddings included: one network in both roles, with a head of its own for each.</summary>
    All,
}
