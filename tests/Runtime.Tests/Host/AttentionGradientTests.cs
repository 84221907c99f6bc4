using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

public sealed class AttentionGradientTests(ITestOutputHelper log)
{
    private const int Site = 5;

    /// <summary>Padding has no influence, and a sequence of padding no gradient; what is dropped depends on nothing that moves.</summary>
    [Theory]
    [InlineData(1, 1, 1, 1, 0, false)]
    [InlineData(2, 5, 3, 2, 0, false)]
    [InlineData(3, 5, 2, 3, 0.25, false)]
    [InlineData(1, 1, 1, 1, 0, true)]
    [InlineData(2, 5, 3, 2, 0, true)]
    [InlineData(3, 5, 2, 3, 0.25, true)]
    public void Attention(int batch, int length, int heads, int size, double rate, bool atOnce)
    {
        double scale = 1 / Math.Sqrt(size);
        KernelCaseBuilder builder = new(log.FreshRandom(), batch);
        Slot queryKeyValue = builder.Normal(length, 3 * heads * size), gradient = builder.Output(length, 3 * heads * size);
        Slot context = builder.Output(length, heads * size), contextGradient = builder.Normal(length, heads * size);
        Slot probabilities = builder.Output(heads * length, length), scoreGradient = builder.Output(heads * length, length);
        Slot logSumExp = builder.Output(heads, length);
        Slot attentionMask = builder.Integers(length, token => (token / length) switch
        {
            0 => 1,
            1 => 0,
            _ => token % length < 2 ? 1 : 0,
        });
        CentralDifferences.Verify(
            builder,
            recorder =>
            {
                if (atOnce)
                    recorder.AttentionAtOnce(queryKeyValue, attentionMask, heads, scale, rate, Site, logSumExp, context);
                else
                    recorder.Attention(queryKeyValue, attentionMask, heads, scale, rate, Site, probabilities, logSumExp, context);
            },
            context, contextGradient,
            recorder =>
            {
                if (atOnce)
                    recorder.AttentionBackwardAtOnce(queryKeyValue, attentionMask, logSumExp, contextGradient, heads, scale, rate, Site, gradient);
                else
                    recorder.AttentionBackward(
                        queryKeyValue, attentionMask, logSumExp, contextGradient, heads, scale, rate, Site, probabilities, scoreGradient, gradient);
            },
            (queryKeyValue, gradient));
    }
}
