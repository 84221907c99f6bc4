using ElectraGen.Generators.Tests.Harness;

namespace ElectraGen.Generators.Tests.Diagnostics;

/// <summary>EG01xx on generators without a network, and on masking: one test a rule, with the position and the sentence.</summary>
public sealed class SamplerDiagnosticTests
{
    private const string Unigram =
        """
        using ElectraGen.Runtime;
        [Electra(Vocabulary = 1000, SequenceLength = 16, MaskedFraction = 0.25)]
        [ReplacedTokenDetection]
        internal sealed partial class Drawn
        {
            [Unigram]
            internal sealed partial class Generator;

            [Encoder(Layers = 1, HiddenSize = 8, Heads = 1)]
            internal sealed partial class Discriminator;
        }
        """;

    [Theory]
    [InlineData("[Unigram]")]
    [InlineData("[Uniform]")]
    public Task SoundDeclarationHasNone(string attribute) => MarkedSource.Verify(Drawn("[Unigram]", attribute));

    [Fact]
    public Task OutsideAModel() => MarkedSource.Verify(
        """
        using ElectraGen.Runtime;
        [Unigram]
        public class {|EG0101:Generator|};
        """,
        "[Unigram] on `Generator` has no model around it; put the class directly inside an [Electra] class");

    [Fact]
    public Task RoleMisspelt() => MarkedSource.Verify(
        Drawn("class Generator", "class {|EG0105:Generater|}"), "`Generater` is no role of an ELECTRA; did you mean `Generator`?");

    [Theory]
    [InlineData("[Unigram, Encoder(Layers = 1, HiddenSize = 8, Heads = 1)]", "[Encoder] and as [Unigram]")]
    [InlineData("[Unigram, Uniform]", "[Unigram] and as [Uniform]")]
    public Task SeveralKindsAtOnce(string attributes, string kinds) => MarkedSource.Verify(
        Drawn("[Unigram]", attributes).Replace("class Generator", "class {|EG0140:Generator|}", StringComparison.Ordinal),
        $"`Generator` is declared as {kinds}; a role is one of them");

    [Fact]
    public Task DiscriminatorWithoutANetwork() => MarkedSource.Verify(
        Drawn("[Encoder(Layers = 1, HiddenSize = 8, Heads = 1)]", "[Unigram]")
            .Replace("class Discriminator", "class {|EG0141:Discriminator|}", StringComparison.Ordinal),
        "`Discriminator` is a unigram table, and only a generator can do without a network; give it [Encoder(...)]");

    [Theory]
    [InlineData("TwoStage")]
    [InlineData("Adversarial")]
    public Task TrainedGeneratorWithoutANetwork(string objective) => MarkedSource.Verify(
        Drawn("[ReplacedTokenDetection]", $"[{objective}]").Replace("class Generator", "class {|EG0144:Generator|}", StringComparison.Ordinal),
        $"`Generator` is a unigram table, but [{objective}] trains its network; give it [Encoder(...)]");

    [Fact]
    public Task ObjectiveWithoutAGenerator() => MarkedSource.Verify(
        Drawn("[ReplacedTokenDetection]", "[MaskedLanguageModel]").Replace("class Generator", "class {|EG0119:Generator|}", StringComparison.Ordinal));

    [Fact]
    public Task SharingWithoutTables() => MarkedSource.Verify(
        Drawn("MaskedFraction = 0.25", "MaskedFraction = 0.25, {|EG0142:Sharing = Sharing.Embeddings|}"),
        "`Generator` is a unigram table and has no embeddings to share; leave Sharing out");

    [Theory]
    [InlineData("Temperature = 0.5", "Temperature is 0.5; the generator is a unigram table, which has no logits and no loss, so leave it out")]
    [InlineData("GeneratorWeight = 2", "GeneratorWeight is 2; the generator is a unigram table, which has no logits and no loss, so leave it out")]
    public Task ObjectiveOfLogitsThatThereAreNot(string setting, string message) => MarkedSource.Verify(
        Drawn("[ReplacedTokenDetection]", $"[ReplacedTokenDetection({{|EG0114:{setting}|}})]"), message);

    [Fact]
    public Task UnknownMasking() => MarkedSource.Verify(
        Drawn("MaskedFraction = 0.25", "MaskedFraction = 0.25, {|EG0143:Masking = (Masking)9|}"),
        "Masking is 9, which the enumeration does not name; use Masking.WithoutReplacement or Masking.GoogleCompatible");

    private static string Drawn(string before, string after)
    {
        Assert.Contains(before, Unigram, StringComparison.Ordinal);
        return Unigram.Replace(before, after, StringComparison.Ordinal);
    }
}
