using ElectraGen.Generators.Tests.Harness;

namespace ElectraGen.Generators.Tests.Diagnostics;

/// <summary>EG01xx: one test a rule, with the position and the sentence.</summary>
public sealed class DeclarationDiagnosticTests
{
    [Fact]
    public Task SoundDeclarationHasNone() => MarkedSource.Verify(Sources.Small);

    [Fact]
    public Task EncoderOutsideAModel() => MarkedSource.Verify(
        """
        using ElectraGen.Runtime;
        [Encoder(Layers = 1, HiddenSize = 8, Heads = 1)]
        public partial class {|EG0101:Generator|};
        """,
        "[Encoder] on `Generator` has no model around it; put the class directly inside an [Electra] class");

    [Fact]
    public Task EncoderTooDeepInAModel() => MarkedSource.Verify(Small(
        "internal sealed partial class Generator;",
        "internal sealed partial class Generator { [Encoder(Layers = 1, HiddenSize = 8, Heads = 1)] internal partial class {|EG0101:Inner|}; }"));

    [Fact]
    public Task ModelNotPartial() => MarkedSource.Verify(
        Small("sealed partial class Small", "sealed class {|EG0102:Small|}"),
        "`Small` must be partial, and so must every type around it; its other part is generated");

    [Fact]
    public Task RoleNotPartial() => MarkedSource.Verify(Small("sealed partial class Generator", "sealed class {|EG0102:Generator|}"));

    [Fact]
    public Task ContainerNotPartial() => MarkedSource.Verify(
        (Sources.Small + "\n}").Replace("[Electra(", "public class Outer\n{\n[Electra(", StringComparison.Ordinal)
            .Replace("class Small", "class {|EG0102:Small|}", StringComparison.Ordinal));

    [Fact]
    public Task GenericModel() => MarkedSource.Verify(
        Small("class Small", "class {|EG0103:Small|}<T>"),
        "`Small` is generic, or inside a generic type, so no other part of it can be generated; declare the model as a plain class of its own");

    [Fact]
    public Task FileLocalModel() => MarkedSource.Verify(Small("internal sealed partial class Small", "file sealed partial class {|EG0103:Small|}"));

    [Fact]
    public Task StaticModel() => MarkedSource.Verify(Small("sealed partial class Small", "static partial class {|EG0103:Small|}"));

    [Fact]
    public Task ModelWithoutPlainConstructor() => MarkedSource.Verify(Small("class Small", "class {|EG0103:Small|}(int number)"));

    [Fact]
    public Task ModelNamedLikeAMember() => MarkedSource.Verify(Small("class Small", "class {|EG0103:Plan|}"));

    [Fact]
    public Task RoleMissing() => MarkedSource.Verify(
        """
        using ElectraGen.Runtime;
        [Electra, ReplacedTokenDetection]
        public partial class {|EG0104:Half|}
        {
            [Encoder(Layers = 1, HiddenSize = 8, Heads = 1)]
            public partial class Generator;
        }
        """,
        "`Half` has no encoder named `Discriminator`; add `[Encoder(...)] public sealed partial class Discriminator;` inside it");

    [Fact]
    public Task RoleMisspelt() => MarkedSource.Verify(
        Small("class Discriminator", "class {|EG0105:Discriminater|}"),
        "`Discriminater` is no role of an ELECTRA; did you mean `Discriminator`?");

    [Fact]
    public Task SizeNotPositive() => MarkedSource.Verify(
        Small("Layers = 3", "{|EG0106:Layers = 0|}"), "Layers of `Discriminator` is 0; it must be at least 1");

    [Fact]
    public Task SizeNotGiven() => MarkedSource.Verify(Small("Layers = 3, HiddenSize = 32, ", "HiddenSize = 32, ").Replace(
        "class Discriminator", "class {|EG0106:Discriminator|}", StringComparison.Ordinal));

    [Fact]
    public Task SizeTooLarge() => MarkedSource.Verify(
        Small("Vocabulary = 1000", "{|EG0107:Vocabulary = 70_000|}"), "Vocabulary of `Small` is 70000; the kernels go up to 65536");

    [Fact]
    public Task HeadsThatDoNotDivide() => MarkedSource.Verify(
        Small("Heads = 4", "{|EG0108:Heads = 5|}"), "`Discriminator` has 5 heads, which do not divide its hidden size of 32; 4 would");

    [Fact]
    public Task SharedEmbeddingsThatDisagree() => MarkedSource.Verify(
        Small("EmbeddingSize = 16, Layers = 2", "{|EG0109:EmbeddingSize = 8|}, Layers = 2"),
        "`Generator` and `Discriminator` share their embeddings but embed in 8 and 16; give both one EmbeddingSize, or set Sharing = Sharing.None");

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("-0.5")]
    [InlineData("double.NaN")]
    public Task MaskedFractionOutOfRange(string fraction) =>
        MarkedSource.Verify(Small("MaskedFraction = 0.25", $"{{|EG0110:MaskedFraction = {fraction}|}}"));

    [Fact]
    public Task NothingToMask() => MarkedSource.Verify(
        Small("SequenceLength = 16, Positions = 32, MaskedFraction = 0.25", "SequenceLength = 3, {|EG0111:MaskedFraction = 0.25|}"),
        "A masked fraction of 0.25 leaves no position of 3 tokens to mask; a sequence needs at least 4");

    [Fact]
    public Task SequenceLongerThanThePositions() => MarkedSource.Verify(
        Small("SequenceLength = 16", "{|EG0112:SequenceLength = 64|}"),
        "SequenceLength is 64, but there are only 32 positions; set Positions to at least 64");

    [Fact]
    public Task NoObjective() => MarkedSource.Verify(
        Small("[ReplacedTokenDetection(DiscriminatorWeight = 50)]\n", "").Replace("class Small", "class {|EG0113:Small|}", StringComparison.Ordinal),
        "`Small` has no objective; add [ReplacedTokenDetection]");

    [Theory]
    [InlineData("DiscriminatorWeight = -1")]
    [InlineData("DiscriminatorWeight = 0")]
    [InlineData("GeneratorWeight = -0.5")]
    [InlineData("Temperature = 0")]
    [InlineData("Temperature = double.PositiveInfinity")]
    public Task ObjectiveThatContradictsItself(string setting) =>
        MarkedSource.Verify(Small("DiscriminatorWeight = 50", $"{{|EG0114:{setting}|}}"));

    [Fact]
    public Task DropoutOutOfRange() => MarkedSource.Verify(
        Small("FeedForwardSize = 32", "FeedForwardSize = 32, {|EG0115:Dropout = 1|}"),
        "Dropout of `Generator` is 1; a rate lies between 0, included, and 1, excluded");

    [Theory]
    [InlineData("BatchSize = 8", "BatchSize = 0")]
    [InlineData("LearningRate = 1e-3", "LearningRate = -1")]
    [InlineData("Steps = 100", "Steps = 5")]
    [InlineData("WarmupSteps = 10", "WarmupSteps = -1")]
    public Task RecipeOutOfRange(string before, string after) => MarkedSource.Verify(Small(before, $"{{|EG0116:{after}|}}"));

    [Fact]
    public Task UnknownSharing() => MarkedSource.Verify(Small("Positions = 32", "Positions = 32, {|EG0117:Sharing = (Sharing)7|}"));

    [Theory]
    [InlineData("Activation = (Activation)9")]
    [InlineData("Norm = (NormPlacement)9")]
    [InlineData("Positions = (PositionEncoding)9")]
    public Task UnknownChoice(string choice) => MarkedSource.Verify(Small("FeedForwardSize = 64", $"FeedForwardSize = 64, {{|EG0130:{choice}|}}")
        .Replace("Positions = 32", "Positions = 32, Sharing = Sharing.None", StringComparison.Ordinal));

    [Fact]
    public Task UnknownActivation() => MarkedSource.Verify(
        Small("FeedForwardSize = 64", "FeedForwardSize = 64, {|EG0130:Activation = (Activation)9|}"),
        "Activation of `Discriminator` is 9, which the enumeration does not name; use Activation.Gelu, Activation.TanhGelu, Activation.Relu or Activation.Silu");

    [Fact]
    public Task RotaryPositionsOnOddHeads() => MarkedSource.Verify(
        Small("HiddenSize = 32, Heads = 4", "HiddenSize = 36, Heads = 4, {|EG0131:Positions = PositionEncoding.Rotary|}")
            .Replace("Positions = 32", "Positions = 32, Sharing = Sharing.None", StringComparison.Ordinal),
        "Rotary positions turn pairs of columns, but a head of `Discriminator` has 9; choose HiddenSize and Heads so that their quotient is even");

    [Fact]
    public Task SharedEmbeddingsThatDisagreeOnPositions() => MarkedSource.Verify(
        Small("HiddenSize = 8, Heads = 1", "HiddenSize = 8, Heads = 1, {|EG0132:Positions = PositionEncoding.Rotary|}"),
        "`Generator` and `Discriminator` share their embeddings, but the positions of one are Rotary and of the other Learned; give both the same, or set Sharing = Sharing.None");

    [Fact]
    public Task PositionsWithoutTablesGoTogether() => MarkedSource.Verify(
        Small("HiddenSize = 8, Heads = 1", "HiddenSize = 8, Heads = 1, Positions = PositionEncoding.Rotary")
            .Replace("HiddenSize = 32, Heads = 4", "HiddenSize = 32, Heads = 4, Positions = PositionEncoding.None", StringComparison.Ordinal));

    [Fact]
    public Task SeveralObjectives() => MarkedSource.Verify(
        Small("[ReplacedTokenDetection(DiscriminatorWeight = 50)]", "[ReplacedTokenDetection(DiscriminatorWeight = 50)]\n[{|EG0118:MaskedLanguageModel|}]"),
        "`Small` has [ReplacedTokenDetection] and [MaskedLanguageModel]; a model is trained for one objective, so keep one");

    [Fact]
    public Task GeneratorOfALanguageModel() => MarkedSource.Verify(
        Small("[ReplacedTokenDetection(DiscriminatorWeight = 50)]", "[MaskedLanguageModel]")
            .Replace("class Generator", "class {|EG0119:Generator|}", StringComparison.Ordinal),
        "`Generator` has no part in [MaskedLanguageModel], which trains one network; remove the class");

    [Fact]
    public Task OneNetworkOfTwoSizes() => MarkedSource.Verify(
        Small("Positions = 32", "Positions = 32, Sharing = Sharing.All")
            .Replace("Layers = 2, HiddenSize = 8, Heads = 1, FeedForwardSize = 32",
                "{|EG0120:Layers = 2|}, {|EG0120:HiddenSize = 8|}, {|EG0120:Heads = 1|}, {|EG0120:FeedForwardSize = 32|}", StringComparison.Ordinal));

    [Fact]
    public Task TwoStagesOfTwoSizes() => MarkedSource.Verify(
        Small("[ReplacedTokenDetection(DiscriminatorWeight = 50)]", "[TwoStage]")
            .Replace("Positions = 32", "Positions = 32, Sharing = Sharing.None", StringComparison.Ordinal)
            .Replace("Layers = 3, HiddenSize = 32, Heads = 4, FeedForwardSize = 64", "Layers = 4, HiddenSize = 8, Heads = 1, FeedForwardSize = 32", StringComparison.Ordinal)
            .Replace("EmbeddingSize = 16, Layers = 2", "EmbeddingSize = 16, {|EG0120:Layers = 2|}", StringComparison.Ordinal),
        "`Generator` and `Discriminator` start from the same weights, but Layers is 2 in one and 4 in the other; give both one size");

    [Fact]
    public Task SharingBesideStages() => MarkedSource.Verify(
        Small("[ReplacedTokenDetection(DiscriminatorWeight = 50)]", "[{|EG0121:TwoStage|}]")
            .Replace("Layers = 3, HiddenSize = 32, Heads = 4, FeedForwardSize = 64", "Layers = 2, HiddenSize = 8, Heads = 1, FeedForwardSize = 32", StringComparison.Ordinal),
        "[TwoStage] trains one network after the other, which sharing (Embeddings) would undo; set Sharing = Sharing.None");

    [Fact]
    public Task StageWithoutSteps() => MarkedSource.Verify(
        Small("[ReplacedTokenDetection(DiscriminatorWeight = 50)]", "[TwoStage({|EG0114:GeneratorShare = 1|})]")
            .Replace("Positions = 32", "Positions = 32, Sharing = Sharing.None", StringComparison.Ordinal)
            .Replace("Layers = 3, HiddenSize = 32, Heads = 4, FeedForwardSize = 64", "Layers = 2, HiddenSize = 8, Heads = 1, FeedForwardSize = 32", StringComparison.Ordinal));

    [Fact]
    public Task AllTokensWithoutAPrediction() => MarkedSource.Verify(
        Small("ReplacedTokenDetection(DiscriminatorWeight = 50)", "AllTokensMaskedLanguageModel({|EG0114:PredictionWeight = 0|})"));

    [Theory]
    [InlineData("PolicyWeight = 0")]
    [InlineData("BaselineWeight = -1")]
    [InlineData("DiscriminatorWeight = double.NaN")]
    public Task AdversariesWithoutWeight(string setting) => MarkedSource.Verify(
        Small("ReplacedTokenDetection(DiscriminatorWeight = 50)", $"Adversarial({{|EG0114:{setting}|}})"));

    [Theory]
    [InlineData("Positions = (DetectedPositions)5")]
    public Task UnknownDetectedPositions(string setting) =>
        MarkedSource.Verify(Small("DiscriminatorWeight = 50", $"DiscriminatorWeight = 50, {{|EG0114:{setting}|}}"));

    [Fact]
    public Task EveryBrokenPartIsNamed() => MarkedSource.Verify(
        Small("Layers = 3", "{|EG0106:Layers = -3|}").Replace("SequenceLength = 16", "{|EG0112:SequenceLength = 33|}", StringComparison.Ordinal));

    private static string Small(string before, string after)
    {
        Assert.Contains(before, Sources.Small, StringComparison.Ordinal);
        return Sources.Small.Replace(before, after, StringComparison.Ordinal);
    }
}
