namespace ElectraGen.Runtime.Randomness;

/// <summary>
/// Philox 4×32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011): four random words for every
/// counter, without state. <c>shaders/include/philox.glsl</c> draws the same words.
/// </summary>
public static class Philox
{
    internal const int Rounds = 10;
    internal const uint FirstMultiplier = 0xD2511F53, SecondMultiplier = 0xCD9E8D57;

    // Weyl sequences that the key steps along: the golden ratio and √3 − 1, in units of 2⁻³²
    internal const uint FirstKeyStep = 0x9E3779B9, SecondKeyStep = 0xBB67AE85;

    /// <summary>The four words of a counter under a key.</summary>
    public static PhiloxWords Draw(uint key0, uint key1, uint counter0, uint counter1, uint counter2, uint counter3)
    {
        PhiloxWords words = new(counter0, counter1, counter2, counter3);
        for (int round = 0; round < Rounds; round++)
        {
            ulong first = (ulong)FirstMultiplier * words.Word0;
            ulong second = (ulong)SecondMultiplier * words.Word2;
            words = new(
                (uint)(second >> 32) ^ words.Word1 ^ key0, (uint)second,
                (uint)(first >> 32) ^ words.Word3 ^ key1, (uint)first);
            key0 += FirstKeyStep;
            key1 += SecondKeyStep;
        }

        return words;
    }

    /// <summary>⌊word · bound / 2³²⌋: a random word as a number below a bound; each has its share of the words to within one.</summary>
    public static uint Below(uint word, uint bound) => (uint)(((ulong)word * bound) >> 32);
}

/// <summary>Four words that are drawn together.</summary>
public readonly record struct PhiloxWords(uint Word0, uint Word1, uint Word2, uint Word3)
{
    /// <summary>The word at an index of 0 to 3.</summary>
    public uint this[int index] => index switch
    {
        0 => Word0,
        1 => Word1,
        2 => Word2,
        3 => Word3,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "Philox draws four words."),
    };
}
