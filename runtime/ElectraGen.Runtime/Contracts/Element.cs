namespace ElectraGen.Runtime;

/// <summary>What a slot's elements are.</summary>
public enum Element
{
    /// <summary>32-bit floating point.</summary>
    Float32,

    /// <summary>32-bit signed integer: token ids, positions, labels.</summary>
    Int32,

    /// <summary>A floating-point number as wide as the run's <see cref="Precision"/> says: what layers hand on, and its gradient.</summary>
    Activation,
}
