using System.Numerics;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Randomness;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>Samples that depend on no logits.</summary>
internal static class SamplingKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.SampleUniform, SampleUniform),
        new(KernelCatalog.SampleUnigram, SampleUnigram),
    ];

    private static void SampleUniform(HostCall<T> call)
    {
        ReadOnlySpan<int> forbiddenIds = call.Integers(1);
        Span<int> sampledIds = call.Integers(2);
        int rowsPerSequence = call.Count(1);
        uint vocabulary = call.Word(2), site = call.Word(3);
        for (int row = 0; row < call.Count(0); row++)
        {
            uint word = Draw(call.Scalars, site, row, rowsPerSequence, 0).Word0;
            sampledIds[row] = call.Has(0)
                ? (int)(((uint)forbiddenIds[row] + 1 + Philox.Below(word, vocabulary - 1)) % vocabulary)
                : (int)Philox.Below(word, vocabulary);
        }
    }

    private static void SampleUnigram(HostCall<T> call)
    {
        ReadOnlySpan<int> table = call.Integers(0), forbiddenIds = call.Integers(2);
        Span<int> sampledIds = call.Integers(3);
        int rowsPerSequence = call.Count(1), vocabulary = call.Count(2);
        uint site = call.Word(3);
        for (int row = 0; row < call.Count(0); row++)
        {
            sampledIds[row] = Sample(call.Scalars, table, row, 0);
            if (!call.Has(0))
                continue;
            for (int attempt = 1; attempt < KernelCatalog.UnigramAttempts && sampledIds[row] == forbiddenIds[row]; attempt++)
                sampledIds[row] = Sample(call.Scalars, table, row, attempt);
            if (sampledIds[row] == forbiddenIds[row])
                sampledIds[row] = (forbiddenIds[row] + 1) % vocabulary;
        }

        int Sample(in StepScalars scalars, ReadOnlySpan<int> table, int row, int attempt)
        {
            PhiloxWords words = Draw(scalars, site, row, rowsPerSequence, attempt / 2);
            int column = (int)Philox.Below(words[2 * attempt % 4], (uint)vocabulary);
            bool isOwn = words[(2 * attempt % 4) + 1] < (uint)table[2 * column];
            return isOwn ? column : table[(2 * column) + 1];
        }
    }

    private static PhiloxWords Draw(in StepScalars scalars, uint site, int row, int rowsPerSequence, int block)
    {
        (int sequence, int rowOfSequence) = Math.DivRem(row, rowsPerSequence);
        return Philox.Draw(
            scalars.Seed, site, (uint)block, scalars.FirstSequence + (uint)sequence, scalars.Step, (uint)rowOfSequence);
    }
}
