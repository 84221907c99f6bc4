using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;
using Microsoft.CodeAnalysis;

namespace ElectraGen.Generators.Emission;

/// <summary>One emitted file; the suffix goes behind the model's hint name. Compares by structure.</summary>
internal sealed record SourceFile(string Suffix, string Text);

/// <summary>The emitted files of a model. Compares by structure.</summary>
internal sealed record ModelSources(TypeIdentity Type, EquatableArray<SourceFile> Files)
{
    public void AddTo(SourceProductionContext output, IEnumerable<HintName> hints)
    {
        string name = hints.First(hint => hint.Type == Type).Name;
        foreach (SourceFile file in Files)
            output.AddSource(name + file.Suffix, file.Text);
    }
}
