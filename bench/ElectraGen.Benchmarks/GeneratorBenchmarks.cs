using Basic.Reference.Assemblies;
using BenchmarkDotNet.Attributes;
using ElectraGen.Generators;
using ElectraGen.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ElectraGen.Benchmarks;

/// <summary>What the source generator costs on the models of the repository: at a build, and at a key press; and at worst.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    /// <summary>The slowest of 1,500 random legal declarations.</summary>
    private const string SlowDeclaration = """
        [ElectraGen.Runtime.Electra(Vocabulary = 89, SequenceLength = 182, Positions = 182, MaskedFraction = 0.5, Sharing = ElectraGen.Runtime.Sharing.None)]
        [ElectraGen.Runtime.ReplacedTokenDetection]
        public sealed partial class SlowModel
        {
            [ElectraGen.Runtime.Encoder(EmbeddingSize = 28, Layers = 256, HiddenSize = 2, Heads = 1, FeedForwardSize = 420, Dropout = 0)]
            public sealed partial class Generator;

            [ElectraGen.Runtime.Encoder(EmbeddingSize = 95, Layers = 157, HiddenSize = 42, Heads = 7, FeedForwardSize = 911, Dropout = 0)]
            public sealed partial class Discriminator;
        }
        """;

    private CSharpCompilation compilation = null!;
    private CSharpCompilation edited = null!;
    private CSharpCompilation slow = null!;
    private GeneratorDriver warm = null!;

    [GlobalSetup]
    public void ReadModels()
    {
        compilation = CompileModels();
        slow = Compile([SlowDeclaration]);
        edited = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("internal sealed class Unrelated;"));
        warm = ColdRun();
        if (warm.GetRunResult().GeneratedTrees.IsEmpty || SlowestDeclaration().GetRunResult().GeneratedTrees.IsEmpty)
            throw new InvalidOperationException("The generator made nothing of the models.");
    }

    /// <summary>A build: all of every model.</summary>
    [Benchmark(Baseline = true)]
    public GeneratorDriver ColdRun() => CSharpGeneratorDriver.Create(new ModelSourceGenerator()).RunGenerators(compilation);

    /// <summary>An edit that touches no declaration: everything behind the declarations is cached.</summary>
    [Benchmark]
    public GeneratorDriver RunAfterUnrelatedEdit() => warm.RunGenerators(edited);

    /// <summary>What the least favourable declaration costs by itself.</summary>
    [Benchmark]
    public GeneratorDriver SlowestDeclaration() => CSharpGeneratorDriver.Create(new ModelSourceGenerator()).RunGenerators(slow);

    /// <summary>The models of the repository, without what the generator makes of them.</summary>
    internal static CSharpCompilation CompileModels() => Compile(ReadSources());

    private static CSharpCompilation Compile(IEnumerable<string> sources) => CSharpCompilation.Create(
        "Models",
        sources.Select(static source => CSharpSyntaxTree.ParseText(source)),
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(ElectraAttribute).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

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
