using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

public sealed class TableGradientTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 3)]
    public void Embed(int batch, int length, int width)
    {
        const int Vocabulary = 6;
        Random random = log.FreshRandom();
        KernelCaseBuilder builder = new(random, batch);
        Slot tokenIds = builder.Integers(length, _ => random.Next(Vocabulary)), segmentIds = builder.Integers(length, _ => random.Next(2));
        Slot counts = builder.IntegerOutput(256), lowOrder = builder.IntegerOutput(length), order = builder.IntegerOutput(length);
        Slot output = builder.Output(length, width), outputGradient = builder.Normal(length, width);
        Slot partials = builder.Output(2, width);
        Parameter words = builder.Parameter(Vocabulary, width), positions = builder.Parameter(length + 1, width);
        Parameter segments = builder.Parameter(2, width);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.Embed(tokenIds, segmentIds, words, positions, segments, output), output, outputGradient,
            recorder =>
            {
                recorder.CountLowDigits(tokenIds, counts);
                recorder.ScanDigits(counts);
                recorder.ScatterByLowDigits(tokenIds, counts, lowOrder);
                recorder.CountHighDigits(tokenIds, lowOrder, counts);
                recorder.ScanDigits(counts);
                recorder.ScatterByHighDigits(tokenIds, lowOrder, counts, order);
                recorder.TableGradient(tokenIds, order, outputGradient, words);
                recorder.SumOverBatch(outputGradient, positions);
                recorder.SegmentGradientPartials(segmentIds, outputGradient, partials);
                recorder.AddColumnSums(partials, segments);
            },
            (words, words.Gradient), (positions, positions.Gradient), (segments, segments.Gradient));
    }

    [Fact]
    public void Rotate()
    {
        const int Length = 5, Heads = 2, HeadSize = 4;
        KernelCaseBuilder builder = new(new Random(), batch: 3);
        Slot input = builder.Normal(Length, 3 * Heads * HeadSize), output = builder.Output(Length, 3 * Heads * HeadSize);
        Slot outputGradient = builder.Normal(Length, 3 * Heads * HeadSize), inputGradient = builder.Output(Length, 3 * Heads * HeadSize);
        Parameter sinusoids = builder.Parameter(Length + 1, HeadSize);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.Rotate(input, sinusoids, Heads, output), output, outputGradient,
            recorder => recorder.RotateBack(outputGradient, sinusoids, Heads, inputGradient),
            (input, inputGradient));
    }

    /// <summary>Gathering and scattering are each the derivative of the other; a position of −1 carries nothing.</summary>
    [Fact]
    public void GatherAndScatterRows()
    {
        const int Length = 5, Predictions = 3, Columns = 6;
        int[] positions = [0, 2, 4, 1, -1, -1, -1, -1, -1];
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 3);
        Slot places = builder.Integers(Predictions, index => positions[index]);
        Slot whole = builder.Normal(Length, Columns), gathered = builder.Output(Predictions, Columns), wholeGradient = builder.Output(Length, Columns);
        Slot few = builder.Normal(Predictions, Columns), scattered = builder.Output(Length, Columns), fewGradient = builder.Output(Predictions, Columns);
        Slot gatheredGradient = builder.Normal(Predictions, Columns), scatteredGradient = builder.Normal(Length, Columns);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.GatherRows(whole, places, gathered), gathered, gatheredGradient,
            recorder => recorder.ScatterRows(gatheredGradient, places, wholeGradient),
            (whole, wholeGradient));
        CentralDifferences.Verify(
            builder,
            recorder => recorder.ScatterRows(few, places, scattered), scattered, scatteredGradient,
            recorder => recorder.GatherRows(scatteredGradient, places, fewGradient),
            (few, fewGradient));
    }
}
