using System.CommandLine;
using ElectraGen.Runtime;
using Spectre.Console;

namespace ElectraGen.Training.Commands;

/// <summary><c>models</c>: every declared model with its parameters and recipe.</summary>
internal static class ModelsCommand
{
    public static Command Create(CommandContext context)
    {
        Option<bool> json = CommandOptions.Json();
        Command command = new("models", "Lists every declared model: objective, parameters, work of a token, recipe.") { json };
        command.SetAction(parsed =>
        {
            ModelFacts[] models = [.. context.Models.Select(ModelFacts.Of)];
            if (parsed.GetValue(json))
                context.WriteJson(models, CommandJson.Default.ModelFactsArray);
            else
                context.WriteTable(Tabulate(models));
        });
        return command;
    }

    private static Table Tabulate(IEnumerable<ModelFacts> models)
    {
        Table table = FactTable.Create(
            "model", "objective", "vocabulary#", "length#", "generator#", "discriminator#", "together#", "MFLOP per token#", "batch#", "peak rate#", "steps#");
        foreach (ModelFacts model in models)
        {
            table.AddFacts(
                model.Name, model.Objective, $"{model.VocabularySize:N0}", $"{model.SequenceLength:N0}",
                $"{model.Parameters.Generator:N0}", $"{model.Parameters.Discriminator:N0}", $"{model.Parameters.Total:N0}",
                $"{model.FlopsPerToken / 1e6:N1}", $"{model.Recipe.BatchSize:N0}", $"{model.Recipe.LearningRate}", $"{model.Recipe.Steps:N0}");
        }
        return table;
    }
}

/// <summary>What <c>models --json</c> prints of a model.</summary>
internal sealed record ModelFacts(
    string Name, string Objective, string Sharing, int VocabularySize, int SequenceLength,
    ParameterCounts Parameters, EncoderFacts? Generator, EncoderFacts Discriminator, double FlopsPerToken, RecipeFacts Recipe)
{
    public static ModelFacts Of(IModel model)
    {
        ModelDescription description = model.Description;
        RecipeDescription recipe = description.Recipe;
        return new ModelFacts(
            description.Name, description.Objective, description.Sharing, description.VocabularySize, description.SequenceLength,
            ParameterCounts.Of(model.Parameters), description.Generator is EncoderDescription generator ? EncoderFacts.Of(generator) : null,
            EncoderFacts.Of(description.Discriminator), description.FlopsPerToken,
            new RecipeFacts(recipe.BatchSize, recipe.LearningRate, recipe.WarmupSteps, recipe.Steps));
    }
}

/// <summary>What a role's encoder is made of.</summary>
internal sealed record EncoderFacts(
    int EmbeddingSize, int Layers, int HiddenSize, int Heads, int FeedForwardSize, string Activation, string Norm, string Positions)
{
    public static EncoderFacts Of(EncoderDescription encoder) => new(
        encoder.EmbeddingSize, encoder.Layers, encoder.HiddenSize, encoder.Heads, encoder.FeedForwardSize,
        encoder.Activation.InSnakeCase(), encoder.Norm.InSnakeCase(), encoder.Positions.InSnakeCase());
}

/// <summary>How a model is trained.</summary>
internal sealed record RecipeFacts(int BatchSize, double LearningRate, int WarmupSteps, int Steps);
