using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

public sealed class RowGradientTests(ITestOutputHelper log)
{
    private const double Epsilon = 1e-12;

    // Rows of fewer columns may come out nearly constant, where a layer norm bends within the step of the differences
    [Theory]
    [InlineData(1, 1, 5)]
    [InlineData(2, 3, 7)]
    [InlineData(1, 67, 6)]
    public void LayerNorm(int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch);
        Slot input = builder.Normal(rows, columns), output = builder.Output(rows, columns), statistics = builder.Output(rows, 2);
        Slot outputGradient = builder.Normal(rows, columns), inputGradient = builder.Output(rows, columns);
        Parameter gain = builder.Parameter(1, columns, mean: 1), bias = builder.Parameter(1, columns);
        Slot gainPartials = builder.FixedOutput(KernelCatalog.ColumnSumBlocks, columns);
        Slot biasPartials = builder.FixedOutput(KernelCatalog.ColumnSumBlocks, columns);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.LayerNorm(input, gain, bias, Epsilon, statistics, output), output, outputGradient,
            recorder =>
            {
                recorder.LayerNormBackward(input, statistics, gain, outputGradient, inputGradient);
                recorder.LayerNormParameterPartials(input, statistics, outputGradient, gainPartials, biasPartials);
                recorder.AddColumnSums(gainPartials, gain);
                recorder.AddColumnSums(biasPartials, bias);
            },
            (input, inputGradient), (gain, gain.Gradient), (bias, bias.Gradient));
    }

    [Fact]
    public void AddLayerNorm()
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 2);
        Slot input = builder.Normal(3, 7), residual = builder.Normal(3, 7), sum = builder.Output(3, 7);
        Slot output = builder.Output(3, 7), statistics = builder.Output(3, 2);
        Slot outputGradient = builder.Normal(3, 7), sumGradient = builder.Output(3, 7);
        Parameter gain = builder.Parameter(1, 7, mean: 1), bias = builder.Parameter(1, 7);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.AddLayerNorm(input, residual, gain, bias, Epsilon, sum, statistics, output), output, outputGradient,
            recorder => recorder.LayerNormBackward(sum, statistics, gain, outputGradient, sumGradient),
            (input, sumGradient), (residual, sumGradient));
    }

    /// <summary>The scores of a padding column have no gradient, nor have those of a sequence of padding.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 2, 5)]
    public void Softmax(int batch, int heads, int length)
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch);
        Slot scores = builder.Normal(heads * length, length, scale: 2), probabilities = builder.Output(heads * length, length);
        Slot attentionMask = builder.Integers(length, token => (token / length) switch
        {
            0 => 1,
            1 => 0,
            _ => token % length < 2 ? 1 : 0,
        });
        Slot probabilityGradient = builder.Normal(heads * length, length), scoreGradient = builder.Output(heads * length, length);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.Softmax(scores, attentionMask, probabilities), probabilities, probabilityGradient,
            recorder => recorder.SoftmaxBackward(probabilities, probabilityGradient, scoreGradient),
            (scores, scoreGradient));
    }
}
