namespace ElectraGen.Generators.Declarations;

/// <summary>Where layer norms stand; the values are those of the runtime's enumeration.</summary>
internal enum NormKind
{
    Post = 0,
    Pre = 1,
}

/// <summary>How an encoder knows where a token stands; the values are those of the runtime's enumeration.</summary>
internal enum PositionKind
{
    Learned = 0,
    Sinusoidal = 1,
    Rotary = 2,
    None = 3,
}
