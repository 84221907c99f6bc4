using System.Runtime.InteropServices;
using ElectraGen.Runtime.Host.Kernels;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Randomness;

namespace ElectraGen.Runtime.Host.Fast.Loops;

/// <summary>Choosing positions: the draws of a sequence are sorted, where the judge ranks each against all.</summary>
internal static class MaskingLoops
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernelCut<float>>> All =>
        [new(KernelCatalog.ChooseMasked, ElementCuts.Cut(ChooseMasked, 0, 1))];

    private static void ChooseMasked(HostCall<float> call)
    {
        int length = call.Count(1);
        Span<ulong> draws = MemoryMarshal.Cast<float, ulong>(call.Part.Memory.Take(2 * length));
        Range sequences = call.Part.ShareOf(call.Count(0));
        for (int sequence = sequences.Start.Value; sequence < sequences.End.Value; sequence++)
        {
            ReadOnlySpan<int> ids = call.Integers(0).Slice(sequence * length, length);
            ReadOnlySpan<int> attended = call.Integers(1).Slice(sequence * length, length);
            Span<int> chosen = call.Integers(3).Slice(sequence * length, length);
            Span<ulong> candidates = draws[..DrawCandidates(call, sequence, ids, attended, draws)];
            candidates.Sort();
            chosen.Clear();
            foreach (ulong candidate in candidates[..(int)Math.Min(CorruptionKernels<float>.Wanted(call, attended), candidates.Length)])
                chosen[(int)(uint)candidate] = 1;
        }
    }

    /// <summary>Writes the draw of every candidate with its position in the low half, so that ties go to the lower one; returns how many.</summary>
    private static int DrawCandidates(HostCall<float> call, int sequence, ReadOnlySpan<int> ids, ReadOnlySpan<int> attended, Span<ulong> draws)
    {
        StepScalars scalars = call.Scalars;
        PhiloxWords words = default;
        int count = 0;
        for (int position = 0; position < ids.Length; position++)
        {
            if (position % 4 == 0)
                words = Philox.Draw(scalars.Seed, call.Word(7), (uint)position / 4, scalars.FirstSequence + (uint)sequence, scalars.Step, 0);
            if (CorruptionKernels<float>.IsCandidate(call, ids[position], attended[position]))
                draws[count++] = ((ulong)words[position % 4] << 32) | (uint)position;
        }

        return count;
    }
}
