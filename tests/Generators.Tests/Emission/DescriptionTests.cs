using ElectraGen.Models;
using ElectraGen.Runtime;

namespace ElectraGen.Generators.Tests.Emission;

/// <summary>What generated models say of themselves.</summary>
public sealed class DescriptionTests
{
    public static TheoryData<string> Names => [.. PublishedModels.All.Select(model => model.Description.Name)];

    [Theory]
    [InlineData("ElectraSmall", 13_549_057, 14_196_219)]
    [InlineData("ElectraSmallPlusPlus", 13_549_057, 23_122_875)]
    [InlineData("ElectraBase", 109_483_009, 119_386_427)]
    [InlineData("ElectraLarge", 335_142_913, 354_655_291)]
    public void ParametersAreAsManyAsPublished(string name, long discriminator, long jointly)
    {
        IReadOnlyList<ParameterDescription> parameters = Model(name).Parameters;
        Assert.Equal(discriminator, parameters.Where(parameter => NamesOf(parameter).Any(IsDiscriminator)).Sum(Count));
        Assert.Equal(jointly, parameters.Sum(Count));

        static bool IsDiscriminator(string published) => published.StartsWith("discriminator.", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ParametersLieApartAndDecayedOnesFirst(string name)
    {
        IModel model = Model(name);
        ParameterDescription[] ordered = [.. model.Parameters.OrderBy(parameter => parameter.Place.Offset)];
        Assert.Equal(ordered, model.Parameters);
        Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(pair.First.Place.Offset + pair.First.Place.Value.Bytes <= pair.Second.Place.Offset));
        Assert.True(ordered[^1].Place.Offset + ordered[^1].Place.Value.Bytes <= model.Plan.ParameterBytes);
        Assert.True(ordered.SkipWhile(parameter => parameter.IsDecayed).All(parameter => !parameter.IsDecayed));
        Assert.All(ordered, parameter => Assert.Equal(0, parameter.Place.Offset % 64));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PublishedNamesAreUniqueAndShapesFit(string name)
    {
        IReadOnlyList<ParameterDescription> parameters = Model(name).Parameters;
        string[] names = [.. parameters.SelectMany(NamesOf)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(parameters, parameter => Assert.Equal(parameter.Place.Value.Count, Count(parameter)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NormsAndBiasesDoNotDecay(string name) =>
        Assert.All(Model(name).Parameters, parameter => Assert.Equal(
            !parameter.Name.Contains("LayerNorm", StringComparison.Ordinal) && !parameter.Name.EndsWith("bias", StringComparison.Ordinal), parameter.IsDecayed));

    [Fact]
    public void SharedTablesStandOnce()
    {
        ParameterDescription words = Model("ElectraSmall").Parameters.Single(parameter => parameter.Name.EndsWith("word_embeddings.weight", StringComparison.Ordinal));
        Assert.Equal("discriminator.electra.embeddings.word_embeddings.weight", words.Name);
        Assert.Equal(["generator.electra.embeddings.word_embeddings.weight", "generator.generator_lm_head.weight"], words.TiedNames);
    }

    [Fact]
    public void GlorotIsForTheProjectionsAndTheLastLayer() =>
        Assert.Equal(
            [
                "generator.electra.embeddings_project.weight", "discriminator.electra.embeddings_project.weight",
                "discriminator.discriminator_predictions.dense_prediction.weight",
            ],
            Model("ElectraSmall").Parameters.Where(parameter => parameter.Initializer == Initializer.GlorotUniform).Select(parameter => parameter.Name));

    [Fact]
    public void WorkIsThatOfTheProducts()
    {
        // Forward: per token and layer 24 H² for the linear maps (feed-forward 4 H) and 4 S H for attention; times 3 with backward
        ModelDescription model = Model("ElectraBase").Description;
        double length = model.SequenceLength, predictions = (double)model.MaximumPredictions / model.SequenceLength;
        double expected = 3 * (
            Encoder(model.Generator!) + Encoder(model.Discriminator)
            + 2.0 * 768 * 256 + predictions * 2 * 768 * (256 + model.VocabularySize) + 2.0 * 768 * (768 + 1));
        Assert.Equal(expected, model.FlopsPerToken, 1.0);

        double Encoder(EncoderDescription encoder) =>
            encoder.Layers * (24.0 * encoder.HiddenSize * encoder.HiddenSize + 4 * length * encoder.HiddenSize);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OutputsAreAllThere(string name) =>
        Assert.Superset(
            new HashSet<string>(
                ("masked_ids positions targets prediction_weights sampled_ids predicted_ids corrupted_ids labels discriminator_logits "
                + "generator_loss discriminator_loss total_loss gradient_norm").Split(' ')),
            Model(name).Plan.Outputs.Select(output => output.Name).ToHashSet());

    private static IModel Model(string name) => PublishedModels.All.Single(model => model.Description.Name == name);

    private static IEnumerable<string> NamesOf(ParameterDescription parameter) => [parameter.Name, .. parameter.TiedNames];

    private static long Count(ParameterDescription parameter) => parameter.Shape.Aggregate(1L, (product, size) => product * size);
}
