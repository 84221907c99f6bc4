using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Kernels;

internal static partial class KernelCases
{
    private static IEnumerable<KernelCaseSource> Attentions()
    {
        foreach ((int batch, int heads, int length, int size) in ((int, int, int, int)[])[(1, 1, 1, 1), (4, 3, 5, 4), (4, 2, 67, 7), (3, 1, 130, 40), (3, 2, 300, 64)])
        {
            foreach (double rate in (double[])[0, 0.25])
            {
                string name = $"{batch} × {heads} × {length}, heads of {size}, rate {rate}";
                yield return new(KernelCatalog.Attention, name, random => Attention(random, batch, heads, length, size, rate));
                yield return new(KernelCatalog.AttentionBackward, name, random => AttentionBackward(random, batch, heads, length, size, rate));
            }
        }
    }

    private static KernelCase Attention(Random random, int batch, int heads, int length, int size, double rate)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot attentionMask = AttentionMask(builder, length), queryKeyValue = builder.Normal(length, 3 * heads * size);
        Slot logSumExp = builder.Output(heads, length), context = builder.Output(length, heads * size);
        return builder.Build(recorder =>
            recorder.AttentionAtOnce(queryKeyValue, attentionMask, heads, 2 / Math.Sqrt(size), rate, SoftmaxSite, logSumExp, context));
    }

    private static KernelCase AttentionBackward(Random random, int batch, int heads, int length, int size, double rate)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot attentionMask = AttentionMask(builder, length), queryKeyValue = builder.Normal(length, 3 * heads * size);
        // About as large as that of scores of this scale; the derivative takes it as it is
        Slot logSumExp = builder.Numbers(heads, length, _ => 4 + Math.Log(length) + random.NextNormal());
        Slot contextGradient = builder.Normal(length, heads * size), gradient = builder.Output(length, 3 * heads * size);
        return builder.Build(recorder => recorder.AttentionBackwardAtOnce(
            queryKeyValue, attentionMask, logSumExp, contextGradient, heads, 2 / Math.Sqrt(size), rate, SoftmaxSite, gradient));
    }
}
