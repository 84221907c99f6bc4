using ElectraGen.Generators.Emission;
using ElectraGen.Generators.Tests.Harness;

namespace ElectraGen.Generators.Tests.Planning;

/// <summary>Plans of the models that the repository declares, made from their source by the generator itself.</summary>
internal static class DeclaredModels
{
    private static readonly Lazy<IReadOnlyDictionary<string, ModelPlan>> Plans = new(MakePlans);

    public static TheoryData<string> Names { get; } = [.. Sources.PublishedNames];

    public static ModelPlan Plan(string name) => Plans.Value[name];

    private static Dictionary<string, ModelPlan> MakePlans() =>
        GeneratorRun.Of([.. Sources.PublishedNames.Select(Sources.Published)]).Result.TrackedSteps[TrackingNames.Plan]
            .SelectMany(step => step.Outputs).Select(output => (ModelPlan)output.Value)
            .ToDictionary(plan => plan.Model.Type.Name);
}
