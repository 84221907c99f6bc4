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
        Slot gainPartials = builder.Output(1, columns);
        Slot biasPartials = builder.Output(1, columns);
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
    public void DropoutAddLayerNorm()
    {
        const double Rate = 0.25;
        const int Site = 3;
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 2);
        Slot input = builder.Normal(3, 7), residual = builder.Normal(3, 7), sum = builder.Output(3, 7);
        Slot output = builder.Output(3, 7), statistics = builder.Output(3, 2);
        Slot outputGradient = builder.Normal(3, 7), inputGradient = builder.Output(3, 7), residualGradient = builder.Output(3, 7);
        Parameter gain = builder.Parameter(1, 7, mean: 1), bias = builder.Parameter(1, 7);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.DropoutAddLayerNorm(input, residual, gain, bias, Rate, Site, Epsilon, sum, statistics, output), output, outputGradient,
            recorder => recorder.DropoutAddLayerNormBackward(sum, statistics, gain, outputGradient, Rate, Site, inputGradient, residualGradient),
            (input, inputGradient), (residual, residualGradient));
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
}
