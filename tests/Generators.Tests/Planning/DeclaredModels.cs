using System.Reflection;
using Basic.Reference.Assemblies;
using ElectraGen.Generators.Emission;
using ElectraGen.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ElectraGen.Generators.Tests.Planning;

/// <summary>Plans of the models that the repository declares, made from their source by the generator itself.</summary>
internal static class DeclaredModels
{
    private const string Prefix = "models/";

    private static readonly Lazy<IReadOnlyDictionary<string, ModelPlan>> Plans = new(MakePlans);

    public static TheoryData<string> Names { get; } = [.. Resources.Select(name => name[Prefix.Length..])];

    private static string[] Resources => [.. typeof(DeclaredModels).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static ModelPlan Plan(string name) => Plans.Value[name];

    private static IReadOnlyDictionary<string, ModelPlan> MakePlans()
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Models", Resources.Select(name => CSharpSyntaxTree.ParseText(Source(name))),
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(ElectraAttribute).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ModelSourceGenerator().AsSourceGenerator()],
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return driver.RunGenerators(compilation).GetRunResult().Results.Single().TrackedSteps[TrackingNames.Plan]
            .SelectMany(step => step.Outputs).Select(output => (ModelPlan)output.Value)
            .ToDictionary(plan => plan.Model.Type.Name);
    }

    private static string Source(string resource)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
