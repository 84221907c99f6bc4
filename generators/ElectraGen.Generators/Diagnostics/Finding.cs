using ElectraGen.Generators.Graphs;
using Microsoft.CodeAnalysis;

namespace ElectraGen.Generators.Diagnostics;

/// <summary>What a rule found: on which part of a declaration, with which words in its sentence. Compares by structure.</summary>
internal sealed record Finding(DiagnosticDescriptor Descriptor, string Part, EquatableArray<string> Arguments)
{
    public Diagnostic At(Location location) => Diagnostic.Create(Descriptor, location, [.. Arguments]);
}
