using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Randomness;

namespace Runtime.Tests.Kernels;

internal static partial class KernelCases
{
    private static IEnumerable<KernelCaseSource> Sampling()
    {
        foreach ((int batch, int predictions, int vocabulary) in ((int, int, int)[])[(1, 1, 1), (2, 3, 2), (3, 19, 1001), (5, 130, 30_522), (1, 7, 65_536)])
        {
            foreach (bool isForbidding in (bool[])[false, true])
            {
                string sizes = $"{batch} × {predictions} of {vocabulary}{(isForbidding ? ", forbidding" : "")}";
                yield return new(KernelCatalog.SampleUniform, sizes, random => SampleUniform(random, batch, predictions, vocabulary, isForbidding));
                yield return new(KernelCatalog.SampleUnigram, sizes, random => SampleUnigram(random, batch, predictions, vocabulary, isForbidding));
            }
        }

        // The only id there is weight on is forbidden, so that all attempts fail
        yield return new(KernelCatalog.SampleUnigram, "nothing left", NothingLeft);
    }

    private static KernelCase SampleUniform(Random random, int batch, int predictions, int vocabulary, bool isForbidding)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot forbiddenIds = isForbidding ? Tokens(builder, predictions, vocabulary) : Slot.None, sampledIds = builder.IntegerOutput(predictions);
        int site = random.Next(1000);
        return builder.Build(recorder => recorder.SampleUniform(vocabulary, site, sampledIds, forbiddenIds));
    }

    private static KernelCase SampleUnigram(Random random, int batch, int predictions, int vocabulary, bool isForbidding)
    {
        KernelCaseBuilder builder = new(random, batch);

        // Few ids have most of the weight, so that they are drawn and forbidden again and again
        long[] weights = [.. Enumerable.Range(0, vocabulary).Select(id => random.NextInt64(1_000_000_000 / (1 + ((long)id * id))))];
        weights[0]++;
        Slot table = builder.ConstantIntegers(vocabulary, 2, AliasTable.Build(weights));
        Slot forbiddenIds = isForbidding ? Tokens(builder, predictions, Math.Min(vocabulary, 3)) : Slot.None;
        Slot sampledIds = builder.IntegerOutput(predictions);
        int site = random.Next(1000);
        return builder.Build(recorder => recorder.SampleUnigram(table, site, sampledIds, forbiddenIds));
    }

    private static KernelCase NothingLeft(Random random)
    {
        KernelCaseBuilder builder = new(random, batch: 2);
        Slot table = builder.ConstantIntegers(4, 2, AliasTable.Build([0, 0, 0, 5]));
        Slot forbiddenIds = builder.Integers(3, _ => 3), sampledIds = builder.IntegerOutput(3);
        return builder.Build(recorder => recorder.SampleUnigram(table, site: 1, sampledIds, forbiddenIds));
    }
}
