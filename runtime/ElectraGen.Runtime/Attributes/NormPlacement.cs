namespace ElectraGen.Runtime;

/// <summary>Where the layer norms of an encoder's layers stand (Xiong et al., arXiv 2002.04745).</summary>
public enum NormPlacement
{
    /// <summary>Behind each residual sum. As published.</summary>
    Post,

    /// <summary>In front of attention and of the feed-forward block; residual sums stay as they are, and one more norm ends the encoder.</summary>
    Pre,
}
