using System.Collections.Immutable;
using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;
using Microsoft.CodeAnalysis;

namespace ElectraGen.Generators.Diagnostics;

/// <summary>What the device rules found in a model. Compares by structure.</summary>
internal sealed record ModelFindings(TypeIdentity Type, EquatableArray<Finding> Findings)
{
    /// <summary>Reports each finding where its part was written.</summary>
    public void Report(ImmutableArray<DeclarationSource> sources, SourceProductionContext output)
    {
        DeclarationSource source = sources.First(source => source.Model.Type == Type);
        foreach (Finding finding in Findings)
            output.ReportDiagnostic(finding.At(source.PositionOf(finding.Part).ToLocation()));
    }
}
