#if ELECTRAGEN_GENERATOR
namespace ElectraGen.Generators.Kernels;
#else
namespace ElectraGen.Runtime.Kernels;
#endif

/// <summary>Ids of the special tokens in the published 30,522-entry vocabulary.</summary>
public static class SpecialTokens
{
    /// <summary>[PAD].</summary>
    public const int Padding = 0;

    /// <summary>[UNK].</summary>
    public const int Unknown = 100;

    /// <summary>[CLS].</summary>
    public const int Classification = 101;

    /// <summary>[SEP].</summary>
    public const int Separator = 102;

    /// <summary>[MASK].</summary>
    public const int Mask = 103;
}
