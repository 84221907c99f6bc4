namespace ElectraGen.Runtime;

/// <summary>What stands between the two linear maps of a feed-forward block.</summary>
public enum Activation
{
    /// <summary>x Φ(x) by erf (Hendrycks and Gimpel, arXiv 1606.08415). As published.</summary>
    Gelu,

    /// <summary>GELU's approximation by tanh: ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))) (section 2 of the same paper).</summary>
    TanhGelu,

    /// <summary>max(x, 0), with slope 0 at 0 (Nair and Hinton, ICML 2010).</summary>
    Relu,

    /// <summary>x σ(x), σ the logistic function (Elfwing et al., arXiv 1702.03118).</summary>
    Silu,
}
