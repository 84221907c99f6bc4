using ElectraGen.Generators.Tests.Harness;

namespace ElectraGen.Generators.Tests.Emission;

/// <summary>One small model a feature, each a line away from <see cref="Sources.Small"/>.</summary>
public sealed class FeatureTests
{
    [Fact]
    public void SharedEmbeddings() => Snapshot.VerifyFeature(GeneratorRun.Of(Sources.Small));

    /// <summary>The program that makes layers' activations again.</summary>
    [Fact]
    public void RecomputedLayers() => Snapshot.VerifyRecomputing(GeneratorRun.Of(Sources.Small));

    [Fact]
    public void OwnEmbeddings() =>
        Snapshot.VerifyFeature(Run("MaskedFraction = 0.25", "MaskedFraction = 0.25, Sharing = Sharing.None"));

    [Fact]
    public void NoProjection() => Snapshot.VerifyFeature(Run("EmbeddingSize = 16, Layers = 3, HiddenSize = 32", "EmbeddingSize = 16, Layers = 3, HiddenSize = 16"));

    [Fact]
    public void NoDropout() =>
        Snapshot.VerifyFeature(Run("FeedForwardSize = 32", "FeedForwardSize = 32, Dropout = 0, AttentionDropout = 0"));

    [Fact]
    public void OtherWeights() =>
        Snapshot.VerifyFeature(Run("DiscriminatorWeight = 50", "GeneratorWeight = 0.5, DiscriminatorWeight = 20, Temperature = 2"));

    /// <summary>Positions drawn with replacement, and no correct sample.</summary>
    [Fact]
    public void MaskingAsPublished() => Snapshot.VerifyFeature(GeneratorRun.Of(Sources.Small
        .Replace("MaskedFraction = 0.25", "MaskedFraction = 0.25, Masking = Masking.GoogleCompatible", StringComparison.Ordinal)
        .Replace("DiscriminatorWeight = 50", "DiscriminatorWeight = 50, ForbidCorrect = true", StringComparison.Ordinal)));

    [Fact]
    public void OtherActivations() =>
        Snapshot.VerifyFeature(GeneratorRun.Of(Sources.Small
            .Replace("FeedForwardSize = 32", "FeedForwardSize = 32, Activation = Activation.TanhGelu", StringComparison.Ordinal)
            .Replace("FeedForwardSize = 64", "FeedForwardSize = 64, Activation = Activation.Relu", StringComparison.Ordinal)));

    [Fact]
    public void SinusoidalPositions() => Snapshot.VerifyFeature(Both("Positions = PositionEncoding.Sinusoidal"));

    [Fact]
    public void RotaryPositions() => Snapshot.VerifyFeature(Both("Positions = PositionEncoding.Rotary"));

    [Fact]
    public void NoPositions() => Snapshot.VerifyFeature(Both("Positions = PositionEncoding.None"));

    [Fact]
    public void NormsInFront() => Snapshot.VerifyFeature(Both("Norm = NormPlacement.Pre"));

    /// <summary>The model with one more argument in both roles.</summary>
    private static GeneratorRun Both(string argument) =>
        GeneratorRun.Of(Sources.Small.Replace("FeedForwardSize", $"{argument}, FeedForwardSize", StringComparison.Ordinal));

    private static GeneratorRun Run(string before, string after)
    {
        Assert.Contains(before, Sources.Small, StringComparison.Ordinal);
        return GeneratorRun.Of(Sources.Small.Replace(before, after, StringComparison.Ordinal));
    }
}
