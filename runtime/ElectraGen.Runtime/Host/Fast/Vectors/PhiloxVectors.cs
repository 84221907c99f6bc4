using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ElectraGen.Runtime.Randomness;

namespace ElectraGen.Runtime.Host.Fast.Vectors;

/// <summary>The words of <see cref="Philox"/>, four counters at a time.</summary>
internal static class PhiloxVectors
{
    private const int WordsAtOnce = 16;

    /// <summary>Which of the four counters a lane has: in the order that <see cref="Interleave"/> puts right.</summary>
    private static readonly Vector256<ulong> FirstLanes = Vector256.Create(0UL, 2, 1, 3);

    /// <summary>The fewest words that <see cref="Draw"/> draws, of those that are no fewer than this.</summary>
    public static int WholeDraws(int count) => (count + WordsAtOnce - 1) / WordsAtOnce * WordsAtOnce;

    /// <summary>
    /// Fills <paramref name="words"/>, as many as <see cref="WholeDraws"/> says, with the words of (counter0, …), (counter0 + 1, …)
    /// and so on.
    /// </summary>
    public static void Draw(uint key0, uint key1, uint counter0, uint counter1, uint counter2, uint counter3, Span<uint> words)
    {
        Span<Vector256<ulong>> results = MemoryMarshal.Cast<uint, Vector256<ulong>>(words);
        for (int index = 0; index < results.Length; index += 2)
        {
            // A word lies in the low half of a lane of 64 bits; what the high half holds never reaches a low one
            Vector256<ulong> word0 = Vector256.Create((ulong)counter0) + FirstLanes, word1 = Vector256.Create((ulong)counter1);
            Vector256<ulong> word2 = Vector256.Create((ulong)counter2), word3 = Vector256.Create((ulong)counter3);
            Vector256<ulong> roundKey0 = Vector256.Create((ulong)key0), roundKey1 = Vector256.Create((ulong)key1);
            for (int round = 0; round < Philox.Rounds; round++)
            {
                Vector256<ulong> first = MultiplyLow(word0, Philox.FirstMultiplier), second = MultiplyLow(word2, Philox.SecondMultiplier);
                word0 = (second >> 32) ^ word1 ^ roundKey0;
                word1 = second;
                word2 = (first >> 32) ^ word3 ^ roundKey1;
                word3 = first;
                roundKey0 += Vector256.Create((ulong)Philox.FirstKeyStep);
                roundKey1 += Vector256.Create((ulong)Philox.SecondKeyStep);
            }

            (results[index], results[index + 1]) = Interleave(Low(word0) | (word1 << 32), Low(word2) | (word3 << 32));
            counter0 = unchecked(counter0 + (WordsAtOnce / 4));
        }
    }

    /// <summary>(left 0, right 0, left 2, right 2) and (left 1, right 1, left 3, right 3).</summary>
    private static (Vector256<ulong> First, Vector256<ulong> Second) Interleave(Vector256<ulong> left, Vector256<ulong> right) =>
        Avx2.IsSupported
            ? (Avx2.UnpackLow(left, right), Avx2.UnpackHigh(left, right))
            : (Vector256.Create(left[0], right[0], left[2], right[2]), Vector256.Create(left[1], right[1], left[3], right[3]));

    private static Vector256<ulong> Low(Vector256<ulong> values) => values & Vector256.Create((ulong)uint.MaxValue);

    /// <summary>The whole product of the low halves.</summary>
    private static Vector256<ulong> MultiplyLow(Vector256<ulong> values, uint multiplier) =>
        Avx2.IsSupported
            ? Avx2.Multiply(values.AsUInt32(), Vector256.Create((ulong)multiplier).AsUInt32())
            : Low(values) * Vector256.Create((ulong)multiplier);
}
