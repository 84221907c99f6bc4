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
        Slot partials = builder.FixedOutput(KernelCatalog.ColumnSumBlocks, outputs);
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

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 5, 3, 2)]
    public void AttentionScores(int batch, int length, int heads, int size)
    {
        double scale = 1 / Math.Sqrt(size);
        KernelCaseBuilder builder = new(log.FreshRandom(), batch);
        Slot query = builder.Normal(length, heads * size), key = builder.Normal(length, heads * size), scores = builder.Output(heads * length, length);
        Slot scoreGradient = builder.Normal(heads * length, length);
        Slot queryGradient = builder.Output(length, heads * size), keyGradient = builder.Output(length, heads * size);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.AttentionScores(query, key, heads, scale, scores), scores, scoreGradient,
            recorder =>
            {
                recorder.AttentionQueryGradient(scoreGradient, key, heads, scale, queryGradient);
                recorder.AttentionKeyGradient(scoreGradient, query, heads, scale, keyGradient);
            },
            (query, queryGradient), (key, keyGradient));
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 5, 3, 2)]
    public void AttentionContext(int batch, int length, int heads, int size)
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch);
        Slot probabilities = builder.Normal(heads * length, length), value = builder.Normal(length, heads * size);
        Slot context = builder.Output(length, heads * size), contextGradient = builder.Normal(length, heads * size);
        Slot probabilityGradient = builder.Output(heads * length, length), valueGradient = builder.Output(length, heads * size);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.AttentionContext(probabilities, value, heads, context), context, contextGradient,
            recorder =>
            {
                recorder.AttentionProbabilityGradient(contextGradient, value, heads, probabilityGradient);
                recorder.AttentionValueGradient(probabilities, contextGradient, heads, valueGradient);
            },
            (probabilities, probabilityGradient), (value, valueGradient));
    }
}
