using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

public sealed class ElementGradientTests(ITestOutputHelper log)
{
    [Fact]
    public void DropoutIsItsOwnDerivative()
    {
        const double Rate = 0.3;
        const int Site = 11;
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 3);
        Slot input = builder.Normal(5, 7), output = builder.Output(5, 7);
        Slot outputGradient = builder.Normal(5, 7), inputGradient = builder.Output(5, 7);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.Dropout(input, Rate, Site, output), output, outputGradient,
            recorder => recorder.Dropout(outputGradient, Rate, Site, inputGradient),
            (input, inputGradient));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 9)]
    public void BinaryCrossEntropy(int batch, int count)
    {
        Random random = log.FreshRandom();
        KernelCaseBuilder builder = new(random, batch);
        Slot logits = builder.Normal(count, 1, scale: 3), labels = builder.Numbers(count, 1, _ => random.Next(2)), losses = builder.Output(count, 1);
        Slot lossGradient = builder.Normal(count, 1), logitGradient = builder.Output(count, 1);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.BinaryCrossEntropy(logits, labels, losses), losses, lossGradient,
            recorder => recorder.BinaryCrossEntropyBackward(logits, labels, lossGradient, logitGradient),
            (logits, logitGradient));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WeightedMean(bool hasIntegerWeights)
    {
        const int Count = 9;
        Random random = log.FreshRandom();
        KernelCaseBuilder builder = new(random, batch: 2);
        Slot values = builder.Normal(Count, 1), mean = builder.FixedOutput(1, 1), weightSum = builder.FixedOutput(1, 1);
        Slot weights = hasIntegerWeights ? builder.Integers(Count, _ => random.Next(2)) : builder.Numbers(Count, 1, _ => random.Next(2));
        Slot meanGradient = builder.FixedNormal(1, 1), valueGradient = builder.Output(Count, 1);
        CentralDifferences.Verify(
            builder,
            recorder =>
            {
                recorder.WeightSum(weights, weightSum);
                recorder.Barrier();
                recorder.WeightedMean(values, weights, weightSum, mean);
            },
            mean, meanGradient,
            recorder => recorder.WeightedMeanBackward(meanGradient, weights, weightSum, valueGradient),
            (values, valueGradient));
    }

    /// <summary>The gradient of a product with one operand is the product with the other.</summary>
    [Fact]
    public void Multiply()
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 2);
        Slot left = builder.Normal(3, 7), right = builder.Normal(3, 7), output = builder.Output(3, 7);
        Slot outputGradient = builder.Normal(3, 7), leftGradient = builder.Output(3, 7), rightGradient = builder.Output(3, 7);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.Multiply(left, right, output), output, outputGradient,
            recorder =>
            {
                recorder.Multiply(outputGradient, right, leftGradient);
                recorder.Multiply(outputGradient, left, rightGradient);
            },
            (left, leftGradient), (right, rightGradient));
    }

    [Fact]
    public void ExponentialIsItsOwnDerivative()
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 2);
        Slot input = builder.Normal(3, 7), output = builder.Output(3, 7);
        Slot outputGradient = builder.Normal(3, 7), inputGradient = builder.Output(3, 7);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.Exponential(input, output), output, outputGradient,
            recorder => recorder.Multiply(outputGradient, output, inputGradient),
            (input, inputGradient));
    }
}
