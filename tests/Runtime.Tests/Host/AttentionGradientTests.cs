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
    [InlineData(1, 1, 1, 1, 0)]
    [InlineData(2, 5, 3, 2, 0)]
    [InlineData(3, 5, 2, 3, 0.25)]
    public void Attention(int batch, int length, int heads, int size, double rate)
    {
        double scale = 1 / Math.Sqrt(size);
        KernelCaseBuilder builder = new(log.FreshRandom(), batch);
        Slot queryKeyValue = builder.Normal(length, 3 * heads * size), gradient = builder.Output(length, 3 * heads * size);
        Slot context = builder.Output(length, heads * size), contextGradient = builder.Normal(length, heads * size);
        Slot scores = builder.Output(heads * length, length), probabilityGradient = builder.Output(heads * length, length);
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
                recorder.AttentionScores(queryKeyValue, heads, scale, scores);
                recorder.Softmax(scores, attentionMask, rate, Site, scores);
                recorder.AttentionContext(scores, queryKeyValue, heads, context);
            },
            context, contextGradient,
            recorder =>
            {
                recorder.AttentionScores(queryKeyValue, heads, scale, scores);
                recorder.AttentionProbabilityGradient(contextGradient, queryKeyValue, heads, probabilityGradient);
                recorder.SoftmaxBackward(scores, attentionMask, probabilityGradient, rate, Site, scores, probabilityGradient);
                recorder.AttentionValueGradient(scores, contextGradient, heads, gradient);
                recorder.AttentionQueryGradient(probabilityGradient, queryKeyValue, heads, scale, gradient);
                recorder.AttentionKeyGradient(probabilityGradient, queryKeyValue, heads, scale, gradient);
            },
            (queryKeyValue, gradient));
    }
}
