namespace ElectraGen.Runtime;

/// <summary>How positions are chosen for masking. Either way 15 % of them keep their token and the others become [MASK].</summary>
public enum Masking
{
    /// <summary>Every position once: as many different ones as <see cref="ElectraAttribute.MaskedFraction"/> says.</summary>
    WithoutReplacement,

    /// <summary>
    /// As the paper defines and the published code does it: independent draws, so that some positions come several times (of 128 tokens
    /// about 17.7 different ones instead of 19). Such a position counts several times in the generator's loss, becomes [MASK] where any
    /// of its draws says so, and its samples become the floor of the mean of their ids, which is an arbitrary token.
    /// </summary>
    GoogleCompatible,
}
