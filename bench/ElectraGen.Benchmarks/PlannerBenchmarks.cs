using BenchmarkDotNet.Attributes;
using ElectraGen.Generators;
using ElectraGen.Generators.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ElectraGen.Benchmarks;

/// <summary>What the source generator's plan of a step costs by itself: order, lifetimes, places, barriers.</summary>
[MemoryDiagnoser]
public class PlannerBenchmarks
{
    private ModelStep step = null!;

    [Params("ElectraTiny", "ElectraSmall", "ElectraLarge")]
    public string Model { get; set; } = "";

    [GlobalSetup]
    public void Differentiate()
    {
        GeneratorDriverOptions tracked = new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModelSourceGenerator().AsSourceGenerator()], driverOptions: tracked)
            .RunGenerators(GeneratorBenchmarks.CompileModels());
        step = driver.GetRunResult().Results.Single().TrackedSteps[TrackingNames.Step]
            .SelectMany(static run => run.Outputs).Select(static output => (ModelStep)output.Value)
            .Single(candidate => candidate.Model.Type.Name == Model);
    }

    [Benchmark]
    public object Plan() => ModelStages.Plan(step, CancellationToken.None);
}
