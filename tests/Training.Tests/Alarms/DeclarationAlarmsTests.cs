using ElectraGen.Models;
using ElectraGen.Runtime;
using ElectraGen.Training;
using ElectraGen.Training.Alarms;

namespace Training.Tests.Alarms;

public sealed class DeclarationAlarmsTests
{
    [Theory]
    [InlineData("ElectraTiny")]
    [InlineData("ElectraTinyRotary")]
    [InlineData("ElectraSmall")]
    [InlineData("ElectraBase")]
    [InlineData("ElectraLarge")]
    public void PublishedRecipesRaiseNone(string model) =>
        Assert.Empty(DeclarationAlarms.Of(Published(model)));

    [Fact]
    public void GeneratorAsLargeAsTheDiscriminatorIsNamed()
    {
        Alarm alarm = Assert.Single(DeclarationAlarms.Of(Published("ElectraSmallPlusPlus")));

        Assert.Equal((0, "generator_size"), (alarm.Step, alarm.Name));
        Assert.Contains("9,477,120 parameters, 100 %", alarm.Sentence);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(250, false)]
    [InlineData(500, false)]
    [InlineData(501, true)]
    [InlineData(2000, true)]
    public void GeneratorMayHaveHalfOfTheParameters(long parameters, bool isNamed) =>
        Assert.Equal(isNamed, DeclarationAlarms.GeneratorSize(parameters, 1000) is not null);

    [Theory]
    [InlineData("ElectraSmall", 9_477_120)]
    [InlineData("ElectraBase", 85_054_464)]
    [InlineData("ElectraLarge", 302_309_376)]
    public void PublishedSizesAreThoseOfTheDeclaredModels(string model, long parameters)
    {
        Assert.Equal(parameters, PublishedSize.CountEncoderParameters(Published(model), ModelRole.Discriminator));
        Assert.Equal(model, $"Electra{PublishedSize.Of(parameters)!.Name}");
    }

    [Theory]
    [InlineData(85_054_464, 5e-4, "ELECTRA-Small", "diverges")]
    [InlineData(85_054_464, 1e-3, "ELECTRA-Small", "diverges")]
    [InlineData(302_309_376, 5e-4, "ELECTRA-Small", "LearningRate = 0.0002")]
    [InlineData(9_477_120, 2e-4, "ELECTRA-Base", "more slowly")]
    public void RateOfAnotherSizeIsNamed(long parameters, double learningRate, string owner, string part)
    {
        string? sentence = DeclarationAlarms.RecipeOfAnotherSize(parameters, learningRate);

        Assert.Contains(owner, sentence);
        Assert.Contains(part, sentence);
    }

    [Theory]
    [InlineData(85_054_464, 2e-4)]
    [InlineData(85_054_464, 1e-4)]
    [InlineData(85_054_464, 3e-4)]
    [InlineData(9_477_120, 1e-3)]
    [InlineData(400_000, 2e-3)]
    [InlineData(30_000_000, 5e-4)]
    [InlineData(1_300_000_000, 5e-4)]
    public void OtherRatesAreNot(long parameters, double learningRate) =>
        Assert.Null(DeclarationAlarms.RecipeOfAnotherSize(parameters, learningRate));

    private static IModel Published(string name) => PublishedModels.All.Single(model => model.Description.Name == name);
}
