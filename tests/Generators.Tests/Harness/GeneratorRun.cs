using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using ElectraGen.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ElectraGen.Generators.Tests.Harness;

/// <summary>
/// The generator on a compilation. Each run is followed by one on a clone, which must find everything as it was and hold no symbol,
/// so that no test can forget to ask.
/// </summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions ParseOptions =
        CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(IModel).Assembly.Location)];

    private readonly GeneratorDriver driver;
    private readonly CSharpCompilation compilation;

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation compilation)
    {
        this.compilation = compilation;
        this.driver = driver.RunGenerators(compilation);
        Result = this.driver.GetRunResult().Results.Single();
        Assert.Null(Result.Exception);

        GeneratorRunResult again = this.driver.RunGenerators(compilation.Clone()).GetRunResult().Results.Single();
        Assert.Equal(Result.GeneratedSources.Select(source => source.SourceText.ToString()), again.GeneratedSources.Select(source => source.SourceText.ToString()));
        foreach (string step in TrackingNames.Pipeline.Append(TrackingNames.Source))
            Assert.All(ReasonsOf(again, step), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.All(again.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        SymbolWalk.AssertNone(Result, TrackingNames.Pipeline.Append(TrackingNames.Source));
    }

    public GeneratorRunResult Result { get; }

    /// <summary>Errors and warnings of the compilation with the emitted files, beside those of the generator.</summary>
    public IEnumerable<Diagnostic> Problems =>
        compilation.AddSyntaxTrees(Result.GeneratedSources.Select(source => source.SyntaxTree))
            .GetDiagnostics().Concat(Result.Diagnostics)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    public static GeneratorRun Of(params string[] sources)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ModelSourceGenerator().AsSourceGenerator()], parseOptions: ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new GeneratorRun(driver, Compile(sources));
    }

    public static CSharpCompilation Compile(params string[] sources) =>
        CSharpCompilation.Create(
            "Models",
            sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{index}.cs")),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    /// <summary>The run after the sources were edited to these.</summary>
    public GeneratorRun Then(params string[] sources)
    {
        CSharpCompilation edited = Compile(sources);
        // Unchanged files keep their trees, as in an editor
        foreach (SyntaxTree tree in edited.SyntaxTrees)
            if (compilation.SyntaxTrees.FirstOrDefault(old => old.FilePath == tree.FilePath && old.GetText().ContentEquals(tree.GetText())) is { } old)
                edited = edited.ReplaceSyntaxTree(tree, old);
        return new GeneratorRun(driver, edited);
    }

    public IEnumerable<IncrementalStepRunReason> ReasonsOf(string step) => ReasonsOf(Result, step);

    public string File(string suffix) => Result.GeneratedSources.Single(source => source.HintName.EndsWith(suffix, StringComparison.Ordinal)).SourceText.ToString();

    private static IEnumerable<IncrementalStepRunReason> ReasonsOf(GeneratorRunResult result, string step) =>
        result.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs)
            ? runs.SelectMany(run => run.Outputs).Select(output => output.Reason)
            : [];
}
