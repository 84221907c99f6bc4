namespace ElectraGen.Runtime;

/// <summary>How an encoder knows where a token stands.</summary>
public enum PositionEncoding
{
    /// <summary>A trained row for each position, added to the embedding (Devlin et al., arXiv 1810.04805). As published.</summary>
    Learned,

    /// <summary>
    /// A fixed row for each position, added to the embedding: sines and cosines of wavelengths from 2π to 20000π (Vaswani et al., arXiv
    /// 1706.03762, section 3.5).
    /// </summary>
    Sinusoidal,

    /// <summary>
    /// Query and key are turned by angles that grow with the position, so that scores depend on distances; nothing is added to the
    /// embedding (Su et al., arXiv 2104.09864).
    /// </summary>
    Rotary,

    /// <summary>Not at all: the encoder sees a set of tokens.</summary>
    None,
}
