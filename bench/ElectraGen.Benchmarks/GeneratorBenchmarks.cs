using Basic.Reference.Assemblies;
using BenchmarkDotNet.Attributes;
using ElectraGen.Generators;
using ElectraGen.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ElectraGen.Benchmarks;

/// <summary>What the source generator costs on the models of the repository: at a build, and at a key press.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private CSharpCompilation compilation = null!;
    private CSharpCompilation edited = null!;
    private GeneratorDriver warm = null!;

    [GlobalSetup]
    public void ReadModels()
    {
        compilation = CSharpCompilation.Create(
            "Models",
            ReadSources().Select(static source => CSharpSyntaxTree.ParseText(source)),
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(ElectraAttribute).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        edited = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("internal sealed class Unrelated;"));
        warm = ColdRun();
        if (warm.GetRunResult().GeneratedTrees.IsEmpty)
            throw new InvalidOperationException("The generator made nothing of the models.");
    }

    /// <summary>A build: all of every model.</summary>
    [Benchmark(Baseline = true)]
    public GeneratorDriver ColdRun() => CSharpGeneratorDriver.Create(new ModelSourceGenerator()).RunGenerators(compilation);

    /// <summary>An edit that touches no declaration: everything behind the declarations is cached.</summary>
    [Benchmark]
    public GeneratorDriver RunAfterUnrelatedEdit() => warm.RunGenerators(edited);

    private static IEnumerable<string> ReadSources()
    {
        System.Reflection.Assembly assembly = typeof(GeneratorBenchmarks).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith("models/", StringComparison.Ordinal)))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }
}
