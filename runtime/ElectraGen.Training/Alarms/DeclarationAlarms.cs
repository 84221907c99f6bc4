using System.Globalization;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Alarms;

/// <summary>What a declaration says before the first step.</summary>
internal static class DeclarationAlarms
{
    private const double LargestGeneratorShare = 0.5;

    /// <summary>All alarms that a model gives cause to.</summary>
    public static IEnumerable<Alarm> Of(IModel model)
    {
        long generator = PublishedSize.CountEncoderParameters(model, ModelRole.Generator);
        long discriminator = PublishedSize.CountEncoderParameters(model, ModelRole.Discriminator);
        if (GeneratorSize(generator, discriminator) is string size)
            yield return new Alarm(0, "generator_size", size);
        if (RecipeOfAnotherSize(discriminator, model.Description.Recipe.LearningRate) is string recipe)
            yield return new Alarm(0, "recipe_of_another_size", recipe);
    }

    /// <summary>A generator of more than half the discriminator's parameters.</summary>
    public static string? GeneratorSize(long generatorParameters, long discriminatorParameters)
    {
        double share = (double)generatorParameters / discriminatorParameters;
        return share <= LargestGeneratorShare
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The generator's layers have {generatorParameters:N0} parameters, {share:P0} of the discriminator's: so strong a generator leaves few mistakes to find, and the discriminator may learn less or nothing. A generator of a quarter to half of the discriminator's width has worked best.");
    }

    /// <summary>A learning rate that was published for another size of network.</summary>
    public static string? RecipeOfAnotherSize(long discriminatorParameters, double learningRate)
    {
        if (PublishedSize.Of(discriminatorParameters) is not PublishedSize size || size.OwnerOf(learningRate) is not PublishedSize owner)
            return null;
        string consequence = learningRate > size.LearningRate
            ? "at so high a rate training often diverges, or the discriminator never learns"
            : "at so low a rate it learns more slowly than it could";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The discriminator is of the size of ELECTRA-{size.Name}, whose published peak learning rate is {size.LearningRate}, and the recipe's is {learningRate}, as for ELECTRA-{owner.Name}: {consequence}. Declare LearningRate = {size.LearningRate} in its [Recipe].");
    }
}
