using System.Text.RegularExpressions;
using ElectraGen.Generators.Emission;
using ElectraGen.Generators.Tests.Harness;

namespace ElectraGen.Generators.Tests.Planning;

public sealed class ProductWorkTests
{
    /// <summary>
    /// Work of the published sizes as counted by hand elsewhere, in GFLOP per sequence, forward and backward. Those figures have two or
    /// three digits and are of matrix-like work in general, hence 3 %.
    /// </summary>
    [Theory]
    [InlineData("ElectraSmall", 128, 9.2)]
    [InlineData("ElectraBase", 128, 79)]
    [InlineData("ElectraBase", 512, 347)]
    [InlineData("ElectraLarge", 512, 1110)]
    public void PublishedSizesTakeTheKnownWork(string name, int length, double gigaflops) =>
        Assert.Equal(1, Plan(name, length).FlopsPerSequence / (gigaflops * 1e9), 0.03);

    /// <summary>Every product of the two networks written out: 2 operations a multiplication and addition, three products a forward one.</summary>
    [Theory]
    [InlineData("ElectraTiny", 64, 9, 64, 2, 64, 128)]
    [InlineData("ElectraSmall", 128, 19, 128, 12, 64, 256)]
    [InlineData("ElectraBase", 128, 19, 768, 12, 256, 768)]
    [InlineData("ElectraLarge", 512, 130, 1024, 24, 256, 1024)]
    public void WorkIsThatOfTheProducts(
        string name, long length, long predictions, long embeddingSize, long layers, long generatorWidth, long discriminatorWidth)
    {
        const long Vocabulary = 30_522;
        long Encoder(long width) =>
            layers * length * (4 * width * width + 2 * width * 4 * width + 2 * length * width)
            + (width == embeddingSize ? 0 : length * embeddingSize * width);
        long generatorHead = predictions * (generatorWidth * embeddingSize + embeddingSize * Vocabulary);
        long discriminatorHead = length * (discriminatorWidth * discriminatorWidth + discriminatorWidth);

        double products = Encoder(generatorWidth) + Encoder(discriminatorWidth) + generatorHead + discriminatorHead;

        Assert.Equal(3 * 2 * products, Plan(name, (int)length).FlopsPerSequence);
    }

    private static ModelPlan Plan(string name, int length)
    {
        string declaration = Regex.Replace(Sources.Published(name), "SequenceLength = [0-9]+", $"SequenceLength = {length}");
        return (ModelPlan)Assert.Single(GeneratorRun.Of(declaration).Result.TrackedSteps[TrackingNames.Plan].SelectMany(step => step.Outputs)).Value;
    }
}
