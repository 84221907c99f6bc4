using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Lowering.Objectives;
using ElectraGen.Generators.Planning;

namespace ElectraGen.Generators.Emission;

/// <summary>X.g.cs: what programs see of a model, and the constants of its roles.</summary>
internal static class SurfaceEmitter
{
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
                foreach (EncoderDeclaration encoder in InOrder(model))
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
        ObjectiveDeclaration declared = model.Objective;
        Objective objective = Objective.Of(declared)!;
        RecipeDeclaration recipe = model.Recipe;
        writer.Line("ModelDescription IModel.Description { get; } = new()");
        using IDisposable block = writer.OpenBlock("};");
        writer.Line($"Name = {Literal.Of(model.Type.Name)},");
        writer.Line($"Objective = {Literal.Of(objective.PublishedName(declared))},");
        writer.Line($"Sharing = {Literal.Of((objective.HasGenerator ? model.Sharing : SharingKind.None).ToString().ToLowerInvariant())},");
        writer.Line($"VocabularySize = {Literal.Of(model.Vocabulary)},");
        writer.Line($"SequenceLength = {Literal.Of(model.SequenceLength)},");
        writer.Line($"Positions = {Literal.Of(model.Positions)},");
        writer.Line($"MaskedFraction = {Literal.Of(model.MaskedFraction)},");
        writer.Line($"MaximumPredictions = {Literal.Of(model.MaximumPredictions)},");
        if (model.Masking == MaskingKind.GoogleCompatible)
            writer.Line("Masking = \"google_compatible\",");
        if (objective.Ranges.Contains(NumberRange.Temperature) && model.Sampler is null)
            writer.Line($"Temperature = {Literal.Of(NumberRange.Temperature.Of(declared))},");
        if (NumberRange.ForbidCorrect.Of(declared) == 1)
            writer.Line("ForbidsCorrect = true,");
        if (model.Sampler is { } sampler)
            writer.Line($"Sampler = {Literal.Of(sampler.Kind.ToString().ToLowerInvariant())},");
        foreach (EncoderDeclaration encoder in InOrder(model))
            WriteEncoder(writer, encoder);
        WriteList(writer, "Stages", objective.StagesOf(model).Select(stage => Stage(stage, objective)));
        writer.Line("Recipe = new(");
        writer.Continuation($"BatchSize: {Literal.Of(recipe.BatchSize)}, LearningRate: {Literal.Of(recipe.LearningRate)}, WarmupSteps: {Literal.Of(recipe.WarmupSteps)}, Steps: {Literal.Of(recipe.Steps)},");
        writer.Continuation($"WeightDecay: {Literal.Of(recipe.WeightDecay)}, Beta1: {Literal.Of(recipe.Beta1)}, Beta2: {Literal.Of(recipe.Beta2)}, Epsilon: {Literal.Of(recipe.Epsilon)}, ClipNorm: {Literal.Of(recipe.ClipNorm)}),");
        writer.Line($"FlopsPerToken = {Literal.Of((long)(plan.FlopsPerSequence / model.SequenceLength))},");
        WriteVocabularyLogits(writer, plan.Plan);
    }

    /// <summary>A member of the description: products that programs may want whole, in the slots of a plan.</summary>
    public static void WriteVocabularyLogits(SourceWriter writer, BufferPlan plan)
    {
        ValueText values = new(plan);
        WriteList(writer, "VocabularyLogits", plan.Graph.SlicedProducts.Select(product =>
            $"new({Literal.Of(product.Name)}, {values.Of(product.Hidden)}, {values.Of(product.Table)}, {values.Of(product.Bias)})"));
    }

    private static void WriteList(SourceWriter writer, string name, IEnumerable<string> items)
    {
        writer.Line($"{name} =");
        writer.Line("[");
        foreach (string item in items)
            writer.Continuation($"{item},");
        writer.Line("],");
    }

    private static string Stage(TrainingStage stage, Objective objective)
    {
        string losses = Literal.List(stage.Terms.Select(term => $"new({Literal.Of(term.Name)}, {Literal.Of(term.Weight)})"));
        string start = objective.StartsFromGenerator && stage.Name == "discriminator" ? ", StartsFromGenerator: true" : "";
        return $"new({Literal.Of(stage.Name)}, Share: {Literal.Of(stage.Share)}, {losses}{start})";
    }

    private static IEnumerable<EncoderDeclaration> InOrder(ModelDeclaration model) =>
        model.Encoders.OrderBy(encoder => encoder.Role == Roles.Discriminator);

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
}
