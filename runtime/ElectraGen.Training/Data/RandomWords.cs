using ElectraGen.Runtime.Randomness;

namespace ElectraGen.Training.Data;

/// <summary>A stream of random words for each document: Philox under (seed, site), counted by draw and document.</summary>
/// <param name="seed">The seed of the preparation.</param>
/// <param name="document">Index of the document in the corpus.</param>
internal sealed class RandomWords(uint seed, long document)
{
    private uint draws;

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => Next() < probability * (1L << 32);

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + (int)(((ulong)Next() * (ulong)(high - low + 1)) >> 32);

    private uint Next()
    {
        uint draw = draws++;
        return Philox.Draw(seed, DataSites.Examples, draw / 4, (uint)document, (uint)(document >> 32), 0)[(int)(draw % 4)];
    }
}
