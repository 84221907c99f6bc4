using System.Numerics;
using ElectraGen.Runtime.Randomness;

namespace ElectraGen.Training.Data;

/// <summary>
/// A permutation of all examples for each seed and epoch, computed entry by entry, so that nothing is kept: a Feistel network, which
/// is a bijection whatever its round function, over the next even power of two; results beyond the last example go through it again.
/// </summary>
internal static class ExampleOrder
{
    private const int Rounds = 6;

    /// <summary>The example at a position of an epoch's order.</summary>
    public static long ExampleAt(in DataCursor cursor, long exampleCount)
    {
        int halfBits = (BitOperations.Log2((ulong)exampleCount) / 2) + 1;
        ulong example = (ulong)cursor.Position;
        do
        {
            example = Permute(example, halfBits, cursor);
        }
        while (example >= (ulong)exampleCount);

        return (long)example;
    }

    private static ulong Permute(ulong value, int halfBits, in DataCursor cursor)
    {
        uint halfMask = (uint)((1UL << halfBits) - 1);
        uint left = (uint)(value >> halfBits);
        uint right = (uint)value & halfMask;
        for (uint round = 0; round < Rounds; round++)
        {
            uint mixed = Philox.Draw(
                cursor.Seed, DataSites.Shuffle, right, round, (uint)cursor.Epoch, (uint)(cursor.Epoch >> 32)).Word0 & halfMask;
            (left, right) = (right, left ^ mixed);
        }

        return ((ulong)left << halfBits) | right;
    }
}
