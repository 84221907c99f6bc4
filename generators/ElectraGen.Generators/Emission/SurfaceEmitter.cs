using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Emission;

/// <summary>X.g.cs: what programs see of a model, and the constants of its roles.</summary>
internal static class SurfaceEmitter
{
    private const string LogitsTable = "generator.generator_lm_head.weight";
    private const string LogitsBias = "generator.generator_lm_head.bias";
    private const string LogitsHidden = "prediction_hidden";

    public static SourceFile Emit(ModelPlan plan)
    {
        ModelDeclaration model = plan.Model;
        return ModelFile.Write(model.Type, ".g.cs",
            [$"{model.Type.Name}: the declaration in numbers. Its passes, parameters and buffers are in the files beside this one."],
            ["System.Collections.Generic", "ElectraGen.Runtime"],
            writer =>
            {
                WriteDescription(writer, plan);
                writer.Line();
                writer.Line("IReadOnlyList<ParameterDescription> IModel.Parameters { get; } = DescribeParameters();");
                writer.Line();
                writer.Line("PlanDescription IModel.Plan { get; } = DescribePlan();");
                foreach (EncoderDeclaration encoder in model.Encoders.OrderBy(encoder => encoder.Role == Roles.Discriminator))
                {
                    writer.Line();
                    WriteConstants(writer, encoder);
                }
            },
            bases: "IModel");
    }

    private static void WriteDescription(SourceWriter writer, ModelPlan plan)
    {
        ModelDeclaration model = plan.Model;
        ObjectiveDeclaration objective = model.Objective!;
        RecipeDeclaration recipe = model.Recipe;
        ValueText values = new(plan.Plan);
        writer.Line("ModelDescription IModel.Description { get; } = new()");
        using IDisposable block = writer.OpenBlock("};");
        writer.Line($"Name = {Literal.Of(model.Type.Name)},");
        writer.Line("Objective = \"replaced_token_detection\",");
        writer.Line($"Sharing = {Literal.Of(model.Sharing == SharingKind.None ? "none" : "embeddings")},");
        writer.Line($"VocabularySize = {Literal.Of(model.Vocabulary)},");
        writer.Line($"SequenceLength = {Literal.Of(model.SequenceLength)},");
        writer.Line($"Positions = {Literal.Of(model.Positions)},");
        writer.Line($"MaskedFraction = {Literal.Of(model.MaskedFraction)},");
        writer.Line($"MaximumPredictions = {Literal.Of(model.MaximumPredictions)},");
        writer.Line($"Temperature = {Literal.Of(objective.Temperature)},");
        WriteEncoder(writer, model.Generator);
        WriteEncoder(writer, model.Discriminator);
        writer.Line("Losses =");
        writer.Line("[");
        writer.Continuation($"new(\"generator_loss\", {Literal.Of(objective.GeneratorWeight)}),");
        writer.Continuation($"new(\"discriminator_loss\", {Literal.Of(objective.DiscriminatorWeight)}),");
        writer.Line("],");
        writer.Line("Recipe = new(");
        writer.Continuation($"BatchSize: {Literal.Of(recipe.BatchSize)}, LearningRate: {Literal.Of(recipe.LearningRate)}, WarmupSteps: {Literal.Of(recipe.WarmupSteps)}, Steps: {Literal.Of(recipe.Steps)},");
        writer.Continuation($"WeightDecay: {Literal.Of(recipe.WeightDecay)}, Beta1: {Literal.Of(recipe.Beta1)}, Beta2: {Literal.Of(recipe.Beta2)}, Epsilon: {Literal.Of(recipe.Epsilon)}, ClipNorm: {Literal.Of(recipe.ClipNorm)}),");
        writer.Line($"FlopsPerToken = {Literal.Of((long)(plan.FlopsPerSequence / model.SequenceLength))},");
        writer.Line($"GeneratorLogits = new({values.Of(Output(plan))}, {values.Of(Parameter(plan, LogitsTable))}, {values.Of(Parameter(plan, LogitsBias))}),");
    }

    private static void WriteEncoder(SourceWriter writer, EncoderDeclaration encoder)
    {
        string role = encoder.Role;
        writer.Wrapped(
            $"{role} = new(",
            [
                new($"{role}.EmbeddingSize"), new($"{role}.Layers"), new($"{role}.HiddenSize"), new($"{role}.Heads"), new($"{role}.FeedForwardSize"),
                new($"Dropout: {Literal.Of(encoder.Dropout)}"), new($"AttentionDropout: {Literal.Of(encoder.AttentionDropout)}"),
                new($"Activation.{encoder.Activation}"),
                new($"NormPlacement.{encoder.Norm}"), new($"PositionEncoding.{encoder.Positions}"),
            ],
            "),");
    }

    private static void WriteConstants(SourceWriter writer, EncoderDeclaration encoder)
    {
        using IDisposable block = writer.Block($"partial {encoder.Keyword} {encoder.Role}");
        bool isFirst = true;
        Constant("EmbeddingSize", encoder.EmbeddingSize, "Width of the word, position and segment tables.");
        Constant("Layers", encoder.Layers, "Transformer layers.");
        Constant("HiddenSize", encoder.HiddenSize, "Width of the stream between the layers.");
        Constant("Heads", encoder.Heads, "Attention heads.");
        Constant("FeedForwardSize", encoder.FeedForwardSize, "Inner width of the feed-forward block.");

        void Constant(string name, int value, string summary)
        {
            if (!isFirst)
                writer.Line();
            isFirst = false;
            writer.Line($"/// <summary>{summary}</summary>");
            writer.Line($"public const int {name} = {Literal.Of(value)};");
        }
    }

    private static Value Output(ModelPlan plan) =>
        plan.Graph.Outputs.First(output => output.Name == LogitsHidden).Value;

    private static Value Parameter(ModelPlan plan, string publishedName) =>
        plan.Graph.Parameters.First(info => info.PublishedName == publishedName || info.TiedNames.Contains(publishedName)).Value;
}
