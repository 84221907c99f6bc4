using System.Text.RegularExpressions;
using ElectraGen.Generators.Emission;
using ElectraGen.Generators.Tests.Harness;

namespace ElectraGen.Generators.Tests.Planning;

public sealed class ProductWorkTests
{
    private const long Vocabulary = 30_522;

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
        long generatorHead = predictions * (generatorWidth * embeddingSize + embeddingSize * Vocabulary);
        long discriminatorHead = length * (discriminatorWidth * discriminatorWidth + discriminatorWidth);

        double products = Encoder(length, embeddingSize, layers, generatorWidth) + Encoder(length, embeddingSize, layers, discriminatorWidth)
            + generatorHead + discriminatorHead;

        Assert.Equal(3 * 2 * products, Plan(name, (int)length).FlopsPerSequence);
    }

    /// <summary>
    /// Logits are computed to draw and again for the draws' probabilities, whose gradient alone is taken: of the hidden states and of the
    /// table. The baseline has a gradient of its weight and none of what it reads.
    /// </summary>
    [Fact]
    public void WhatIsNotDifferentiatedCountsForwardAlone()
    {
        const long Length = 64, Predictions = 9, EmbeddingSize = 64, Layers = 2, Generator = 64, Discriminator = 128;
        long differentiated = Encoder(Length, EmbeddingSize, Layers, Generator) + Encoder(Length, EmbeddingSize, Layers, Discriminator)
            + Predictions * Generator * EmbeddingSize + Length * (Discriminator * Discriminator + Discriminator);
        long logits = Predictions * EmbeddingSize * Vocabulary, baseline = Predictions * Generator;

        double products = (3 * differentiated) + (4 * logits) + (2 * baseline);

        Assert.Equal(2 * products, Plan("ElectraTinyAdversarial", (int)Length).FlopsPerSequence);
    }

    /// <summary>Stage for stage: the generator learns with no discriminator, and then writes for it without learning.</summary>
    [Fact]
    public void StageThatStandsStillCountsForwardAlone()
    {
        const long Length = 64, Predictions = 9, EmbeddingSize = 64, Layers = 2, Width = 128;
        long generator = Encoder(Length, EmbeddingSize, Layers, Width) + Predictions * (Width * EmbeddingSize + EmbeddingSize * Vocabulary);
        long discriminator = Encoder(Length, EmbeddingSize, Layers, Width) + Length * (Width * Width + Width);

        double products = 0.5 * (3 * generator) + 0.5 * (generator + 3 * discriminator);

        Assert.Equal(2 * products, Plan("ElectraTinyTwoStage", (int)Length).FlopsPerSequence);
    }

    /// <summary>Multiplications of an encoder, forward.</summary>
    private static long Encoder(long length, long embeddingSize, long layers, long width) =>
        layers * length * (4 * width * width + 2 * width * 4 * width + 2 * length * width)
        + (width == embeddingSize ? 0 : length * embeddingSize * width);

    private static ModelPlan Plan(string name, int length)
    {
        string declaration = Regex.Replace(Sources.Published(name), "SequenceLength = [0-9]+", $"SequenceLength = {length}");
        return (ModelPlan)Assert.Single(GeneratorRun.Of(declaration).Result.TrackedSteps[TrackingNames.Plan].SelectMany(step => step.Outputs)).Value;
    }
}
