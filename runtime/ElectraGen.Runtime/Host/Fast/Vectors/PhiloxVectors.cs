using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ElectraGen.Runtime.Randomness;

namespace ElectraGen.Runtime.Host.Fast.Vectors;

/// <summary>The words of <see cref="Philox"/>, four counters at a time.</summary>
internal static class PhiloxVectors
{
    private const int WordsAtOnce = 16;

    /// <summary>The fewest words that <see cref="Draw"/> draws, of those that are no fewer than this.</summary>
    public static int WholeDraws(int count) => (count + WordsAtOnce - 1) / WordsAtOnce * WordsAtOnce;

    /// <summary>
    /// Fills <paramref name="words"/>, as many as <see cref="WholeDraws"/> says, with the words of (counter0, …), (counter0 + 1, …)
    /// and so on.
    /// </summary>
    public static void Draw(uint key0, uint key1, uint counter0, uint counter1, uint counter2, uint counter3, Span<uint> words)
    {
        Span<ulong> pairs = MemoryMarshal.Cast<uint, ulong>(words);
        for (; !pairs.IsEmpty; pairs = pairs[(WordsAtOnce / 2)..])
        {
            // A word lies in the low half of a lane of 64 bits; what the high half holds is ignored by the next multiplication
            Vector256<ulong> word0 = Vector256.Create((ulong)counter0, unchecked(counter0 + 1), unchecked(counter0 + 2), unchecked(counter0 + 3));
            Vector256<ulong> word1 = Vector256.Create((ulong)counter1), word2 = Vector256.Create((ulong)counter2), word3 = Vector256.Create((ulong)counter3);
            uint roundKey0 = key0, roundKey1 = key1;
            for (int round = 0; round < Philox.Rounds; round++)
            {
                Vector256<ulong> first = MultiplyLow(word0, Philox.FirstMultiplier), second = MultiplyLow(word2, Philox.SecondMultiplier);
                word0 = (second >> 32) ^ word1 ^ Vector256.Create((ulong)roundKey0);
                word1 = second;
                word2 = (first >> 32) ^ word3 ^ Vector256.Create((ulong)roundKey1);
                word3 = first;
                roundKey0 = unchecked(roundKey0 + Philox.FirstKeyStep);
                roundKey1 = unchecked(roundKey1 + Philox.SecondKeyStep);
            }

            Vector256<ulong> pair01 = Low(word0) | (word1 << 32), pair23 = Low(word2) | (word3 << 32);
            for (int lane = 0; lane < Vector256<ulong>.Count; lane++)
            {
                pairs[2 * lane] = pair01[lane];
                pairs[(2 * lane) + 1] = pair23[lane];
            }

            counter0 = unchecked(counter0 + (WordsAtOnce / 4));
        }
    }

    private static Vector256<ulong> Low(Vector256<ulong> values) => values & Vector256.Create((ulong)uint.MaxValue);

    /// <summary>The whole product of the low halves.</summary>
    private static Vector256<ulong> MultiplyLow(Vector256<ulong> values, uint multiplier) =>
        Avx2.IsSupported
            ? Avx2.Multiply(values.AsUInt32(), Vector256.Create((ulong)multiplier).AsUInt32())
            : Low(values) * Vector256.Create((ulong)multiplier);
}
