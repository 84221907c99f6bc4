using System.Numerics;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Randomness;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>Choosing positions, hiding them, and putting samples in their place.</summary>
internal static class CorruptionKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.ChooseMasked, ChooseMasked),
        new(KernelCatalog.ApplyMask, ApplyMask),
        new(KernelCatalog.DrawMasked, DrawMasked),
        new(KernelCatalog.HideDrawn, HideDrawn),
        new(KernelCatalog.Corrupt, Corrupt),
    ];

    private static void ChooseMasked(HostCall<T> call)
    {
        ReadOnlySpan<int> tokenIds = call.Integers(0), attentionMask = call.Integers(1);
        Span<int> chosen = call.Integers(3);
        int sequences = call.Count(0), length = call.Count(1);
        uint site = call.Word(7);
        Span<uint> draws = stackalloc uint[length];
        for (int sequence = 0; sequence < sequences; sequence++)
        {
            ReadOnlySpan<int> ids = tokenIds.Slice(sequence * length, length), attended = attentionMask.Slice(sequence * length, length);
            long wanted = Wanted(call, attended);
            for (int position = 0; position < length; position++)
                draws[position] = Draw(call.Scalars, site, sequence, position);
            for (int position = 0; position < length; position++)
            {
                long rank = 0;
                for (int other = 0; other < length; other++)
                {
                    bool isBefore = draws[other] < draws[position] || (draws[other] == draws[position] && other < position);
                    if (isBefore && IsCandidate(call, ids[other], attended[other]))
                        rank++;
                }

                bool isChosen = IsCandidate(call, ids[position], attended[position]) && rank < wanted;
                chosen[(sequence * length) + position] = isChosen ? 1 : 0;
            }
        }
    }

    // choose_masked and draw_masked have the same constants
    public static bool IsCandidate(HostCall<T> call, int id, int mask) =>
        mask != 0 && id != call.Count(4) && id != call.Count(5) && id != call.Count(6);

    /// <summary>How many positions of a sequence are chosen, or drawn.</summary>
    public static long Wanted(HostCall<T> call, ReadOnlySpan<int> attentionMask)
    {
        int maximum = call.Count(2), attended = attentionMask.Length - attentionMask.Count(0);
        uint fractionMillionths = call.Word(3);
        return Math.Max(1, Math.Min(maximum, RoundedMillionths((long)attended * fractionMillionths)));
    }

    /// <summary>millionths / 10⁶, halves to even.</summary>
    private static long RoundedMillionths(long millionths)
    {
        (long whole, long rest) = Math.DivRem(millionths, 1_000_000);
        return rest > 500_000 || (rest == 500_000 && whole % 2 == 1) ? whole + 1 : whole;
    }

    private static uint Draw(in StepScalars scalars, uint site, int sequence, int position) => Philox.Draw(
        scalars.Seed, site, (uint)position / 4, scalars.FirstSequence + (uint)sequence, scalars.Step, 0)[position % 4];

    private static void ApplyMask(HostCall<T> call)
    {
        ReadOnlySpan<int> tokenIds = call.Integers(0), chosen = call.Integers(1);
        Span<int> positions = call.Integers(3), targets = call.Integers(4), maskedIds = call.Integers(6);
        Span<T> weights = call.Numbers(5);
        int sequences = call.Count(0), length = call.Count(1), maximum = call.Count(2), maskId = call.Count(3);
        uint keepThreshold = call.Word(4), site = call.Word(5);
        positions.Fill(-1);
        targets.Clear();
        weights.Clear();
        for (int sequence = 0; sequence < sequences; sequence++)
        {
            int prediction = sequence * maximum;
            for (int position = 0; position < length; position++)
            {
                int token = (sequence * length) + position;
                maskedIds[token] = tokenIds[token];
                if (chosen[token] == 0)
                    continue;
                positions[prediction] = position;
                targets[prediction] = tokenIds[token];
                weights[prediction] = T.One;
                prediction++;
                if (Draw(call.Scalars, site, sequence, position) >= keepThreshold)
                    maskedIds[token] = maskId;
            }
        }
    }

    private static void DrawMasked(HostCall<T> call)
    {
        ReadOnlySpan<int> tokenIds = call.Integers(0), attentionMask = call.Integers(1);
        Span<int> positions = call.Integers(3), targets = call.Integers(4);
        Span<T> weights = call.Numbers(5);
        int sequences = call.Count(0), length = call.Count(1), maximum = call.Count(2);
        uint site = call.Word(7);
        positions.Fill(-1);
        targets.Clear();
        weights.Clear();
        Span<int> candidates = stackalloc int[length];
        for (int sequence = 0; sequence < sequences; sequence++)
        {
            ReadOnlySpan<int> ids = tokenIds.Slice(sequence * length, length), attended = attentionMask.Slice(sequence * length, length);
            int candidateCount = 0;
            for (int position = 0; position < length; position++)
            {
                if (IsCandidate(call, ids[position], attended[position]))
                    candidates[candidateCount++] = position;
            }

            long wanted = candidateCount == 0 ? 0 : Wanted(call, attended);
            for (int prediction = 0; prediction < wanted; prediction++)
            {
                uint drawn = Philox.Below(Draw(call.Scalars, site, sequence, prediction), (uint)candidateCount);
                int row = (sequence * maximum) + prediction;
                positions[row] = candidates[(int)drawn];
                targets[row] = tokenIds[(sequence * length) + positions[row]];
                weights[row] = T.One;
            }
        }
    }

    private static void HideDrawn(HostCall<T> call)
    {
        ReadOnlySpan<int> tokenIds = call.Integers(0), positions = call.Integers(1);
        Span<int> drawn = call.Integers(3), maskedIds = call.Integers(4);
        int sequences = call.Count(0), length = call.Count(1), maximum = call.Count(2), maskId = call.Count(3);
        uint keepThreshold = call.Word(4), site = call.Word(5);
        drawn.Clear();
        tokenIds[..(sequences * length)].CopyTo(maskedIds);
        for (int row = 0; row < sequences * maximum; row++)
        {
            (int sequence, int prediction) = Math.DivRem(row, maximum);
            if (positions[row] < 0)
                continue;
            int token = (sequence * length) + positions[row];
            drawn[token]++;
            if (Draw(call.Scalars, site, sequence, prediction) >= keepThreshold)
                maskedIds[token] = maskId;
        }
    }

    private static void Corrupt(HostCall<T> call)
    {
        ReadOnlySpan<int> tokenIds = call.Integers(0), positions = call.Integers(1), sampledIds = call.Integers(2);
        Span<int> corruptedIds = call.Integers(3);
        Span<T> labels = call.Numbers(4);
        int sequences = call.Count(0), length = call.Count(1), maximum = call.Count(2);
        for (int token = 0; token < sequences * length; token++)
        {
            (int sequence, int position) = Math.DivRem(token, length);
            int sum = 0, samples = 0;
            for (int row = sequence * maximum; row < (sequence + 1) * maximum; row++)
            {
                if (positions[row] != position)
                    continue;
                sum += sampledIds[row];
                samples++;
            }

            corruptedIds[token] = samples == 0 ? tokenIds[token] : sum / samples;
            labels[token] = corruptedIds[token] == tokenIds[token] ? T.Zero : T.One;
        }
    }
}
