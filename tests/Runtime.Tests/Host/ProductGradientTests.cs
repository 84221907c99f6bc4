using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

public sealed class ProductGradientTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 3, 5, 7)]
    [InlineData(3, 2, 9, 4)]
    public void Linear(int batch, int length, int inputs, int outputs)
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch);
        Slot input = builder.Normal(length, inputs), output = builder.Output(length, outputs);
        Slot outputGradient = builder.Normal(length, outputs), inputGradient = builder.Output(length, inputs);
        Parameter weight = builder.Parameter(outputs, inputs), bias = builder.Parameter(1, outputs);
        Slot partials = builder.Output(1, outputs);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.Linear(input, weight, bias, output), output, outputGradient,
            recorder =>
            {
                recorder.LinearInputGradient(outputGradient, weight, inputGradient);
                recorder.LinearWeightGradient(outputGradient, input, weight);
                recorder.ColumnSumPartials(outputGradient, partials);
                recorder.AddColumnSums(partials, bias);
            },
            (input, inputGradient), (weight, weight.Gradient), (bias, bias.Gradient));
    }
}
