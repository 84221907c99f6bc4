using System.Collections.Immutable;
using ElectraGen.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ElectraGen.Generators.Diagnostics;

/// <summary>Says what is wrong with a declaration, on the part that is wrong. Reads and judges as the source generator does.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DeclarationDescriptors.StrayRole, .. DeclarationRules.Descriptors];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (ModelReader.StrayRole(context.Symbol) is string attribute)
            context.ReportDiagnostic(
                Diagnostic.Create(DeclarationDescriptors.StrayRole, context.Symbol.Locations[0], attribute, context.Symbol.Name));

        if (ModelReader.TryRead(context.Symbol, context.CancellationToken) is not { } source)
            return;
        foreach (Finding finding in DeclarationRules.Check(source.Model))
            context.ReportDiagnostic(finding.At(InTree(context.Compilation, source.PositionOf(finding.Part))));
    }

    /// <summary>The position in its syntax tree, so that a pragma in the source can silence it.</summary>
    private static Location InTree(Compilation compilation, SourcePosition position) =>
        compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == position.Path && position.Span.End <= tree.Length) is { } tree
            ? Location.Create(tree, position.Span)
            : position.ToLocation();
}
