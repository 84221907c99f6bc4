using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Kernels;

internal static partial class KernelCases
{
    private const int SoftmaxSite = 11;

    private static IEnumerable<KernelCaseSource> Softmaxes()
    {
        foreach ((int batch, int heads, int length) in ((int, int, int)[])[(1, 1, 1), (4, 3, 5), (4, 2, 67), (3, 1, 130)])
        {
            foreach (double rate in (double[])[0, 0.25])
            {
                foreach (bool isEnabled in rate == 0 ? (bool[])[true] : [true, false])
                {
                    string name = $"{batch} × {heads} × {length}, rate {rate}{(isEnabled ? "" : ", switched off")}";
                    yield return new(KernelCatalog.Softmax, name, random => Softmax(random, batch, heads, length, rate, isEnabled));
                    yield return new(KernelCatalog.SoftmaxBackward, name, random => SoftmaxBackward(random, batch, heads, length, rate, isEnabled));
                }
            }
        }
    }

    private static KernelCase Softmax(Random random, int batch, int heads, int length, double rate, bool isEnabled)
    {
        KernelCaseBuilder builder = WithDropout(random, batch, isEnabled);
        Slot attentionMask = AttentionMask(builder, length);

        // Scores this far apart overflow an exponential that does not subtract the largest
        Slot scores = builder.Changed(builder.Normal(heads * length, length, scale: 40)), probabilities = builder.Output(heads * length, length);
        Slot logSumExp = builder.Output(heads, length);
        return builder.Build(recorder =>
        {
            recorder.Softmax(scores, attentionMask, rate, SoftmaxSite, logSumExp, probabilities);
            recorder.Barrier();
            recorder.Softmax(scores, attentionMask, rate, SoftmaxSite, logSumExp, scores);
        });
    }

    private static KernelCase SoftmaxBackward(Random random, int batch, int heads, int length, double rate, bool isEnabled)
    {
        KernelCaseBuilder builder = WithDropout(random, batch, isEnabled);
        Slot attentionMask = AttentionMask(builder, length);
        Slot scores = builder.Changed(builder.Normal(heads * length, length, scale: 3)), probabilities = builder.Output(heads * length, length);
        float[] numbers = builder.ContentsOf(scores).Numbers;
        Slot logSumExp = builder.Numbers(heads, length, row => LogSumExp(numbers.AsSpan(row * length, length)));
        Slot gradient = builder.Changed(builder.Normal(heads * length, length)), scoreGradient = builder.Output(heads * length, length);
        return builder.Build(recorder =>
        {
            recorder.SoftmaxBackward(scores, attentionMask, logSumExp, gradient, rate, SoftmaxSite, probabilities, scoreGradient);
            recorder.Barrier();
            recorder.SoftmaxBackward(scores, attentionMask, logSumExp, gradient, rate, SoftmaxSite, scores, gradient);
        });
    }

    /// <summary>Of scores that are there twice: no probability is above a half, so that a gradient is no difference of two that are nearly equal.</summary>
    private static double LogSumExp(ReadOnlySpan<float> scores)
    {
        double sum = 0;
        foreach (float score in scores)
            sum += 2 * Math.Exp(score);
        return Math.Log(sum);
    }

    private static KernelCaseBuilder WithDropout(Random random, int batch, bool isEnabled)
    {
        KernelCaseBuilder builder = new(random, batch);
        builder.Scalars = builder.Scalars with { DropoutEnabled = isEnabled ? 1u : 0 };
        return builder;
    }

    /// <summary>(length, 1): the first sequence is whole, the second only padding, the third has gaps, the others end anywhere.</summary>
    private static Slot AttentionMask(KernelCaseBuilder builder, int length)
    {
        int[] attended = [length, 0, .. Enumerable.Range(0, builder.Batch).Select(_ => builder.Random.Next(length + 1))];
        return builder.Integers(length, token => (token / length) == 2
            ? builder.Random.Next(2)
            : token % length < attended[token / length] ? 1 : 0);
    }
}
