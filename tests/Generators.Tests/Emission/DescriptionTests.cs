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
    public void WeightsThatAreTrainedDecayAndNormsAndBiasesDoNot(string name) =>
        Assert.All(Model(name).Parameters, parameter => Assert.Equal(
            parameter.IsTrained && !IsOfANorm(parameter.Name) && !parameter.Name.EndsWith("bias", StringComparison.Ordinal), parameter.IsDecayed));

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
    [InlineData("replaced_token_detection", "sampled_ids predicted_ids corrupted_ids labels discriminator_logits generator_loss discriminator_loss")]
    [InlineData("replaced_token_detection_masked_only", "sampled_ids predicted_ids corrupted_ids labels discriminator_logits generator_loss discriminator_loss")]
    [InlineData("masked_language_model", "prediction_ids prediction_loss")]
    [InlineData("replace_masked_language_model", "sampled_ids predicted_ids corrupted_ids labels generator_loss prediction_ids prediction_loss")]
    [InlineData("all_tokens_masked_language_model", "sampled_ids predicted_ids corrupted_ids labels generator_loss copy_probability token_prediction_ids prediction_loss")]
    [InlineData("adversarial_replaced_token_detection", "sampled_ids corrupted_ids labels discriminator_logits generator_loss reward baseline advantage sampled_log_probability policy_loss baseline_loss discriminator_loss")]
    [InlineData("two_stage_replaced_token_detection", "sampled_ids predicted_ids corrupted_ids labels discriminator_logits generator_loss discriminator_loss")]
    public void OutputsAreAllThere(string objective, string outputs) =>
        Assert.All(PublishedModels.All.Where(model => model.Description is { Sampler: null } description && description.Objective == objective), model => Assert.Superset(
            new HashSet<string>($"masked_ids positions targets prediction_weights total_loss gradient_norm {outputs}".Split(' ')),
            model.Plan.Outputs.Select(output => output.Name).ToHashSet()));

    [Fact]
    public void GeneratorsWithoutANetworkDrawAndHaveNoLoss() =>
        Assert.All(PublishedModels.All.Where(model => model.Description.Sampler is not null), model =>
        {
            Assert.Null(model.Description.Generator);
            Assert.Null(model.Description.Temperature);
            string[] outputs = [.. model.Plan.Outputs.Select(output => output.Name)];
            Assert.Contains("sampled_ids", outputs);
            Assert.DoesNotContain("predicted_ids", outputs);
            Assert.DoesNotContain("generator_loss", outputs);
            Assert.Equal(model.Description.Sampler == "unigram" ? ["unigram_table"] : [], model.Plan.Constants.Select(table => table.Name));
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryStageHasItsLosses(string name)
    {
        IModel model = Model(name);
        Assert.Equal(1, model.Description.Stages.Sum(stage => stage.Share), 12);
        for (int stage = 0; stage < model.Description.Stages.Count; stage++)
        {
            string[] outputs = [.. model.Plan.OutputsOf(stage).Select(output => output.Name)];
            Assert.Equal(outputs.Length, outputs.Distinct().Count());
            HashSet<string> needed = ["total_loss", "gradient_norm", .. model.Description.Stages[stage].Losses.Select(loss => loss.Name)];
            Assert.Superset(needed, outputs.ToHashSet());
        }
    }

    [Fact]
    public void OneNetworkInBothRolesStandsOnce()
    {
        IReadOnlyList<ParameterDescription> parameters = Model("ElectraTinySharingAll").Parameters;
        ParameterDescription[] encoder = [.. parameters.Where(parameter => parameter.Name.Contains(".electra.", StringComparison.Ordinal))];
        Assert.NotEmpty(encoder);
        Assert.All(encoder, parameter => Assert.Contains(parameter.Name.Replace("discriminator.", "generator.", StringComparison.Ordinal), parameter.TiedNames));
        Assert.DoesNotContain(parameters, parameter => parameter.Name.StartsWith("generator.electra.", StringComparison.Ordinal));
    }

    private static bool IsOfANorm(string parameter) =>
        parameter.Contains("LayerNorm", StringComparison.Ordinal) || parameter.Contains("layer_norm", StringComparison.Ordinal);

    private static IModel Model(string name) => PublishedModels.All.Single(model => model.Description.Name == name);

    private static IEnumerable<string> NamesOf(ParameterDescription parameter) => [parameter.Name, .. parameter.TiedNames];

    private static long Count(ParameterDescription parameter) => parameter.Shape.Aggregate(1L, (product, size) => product * size);
}
