namespace ElectraGen.Training.Data;

/// <summary>The corpus and the vocabulary that the package carries; see <c>models/data/README.md</c>.</summary>
internal static class CarriedFiles
{
    /// <summary>The corpus as a gzip stream.</summary>
    public static Stream OpenCorpus() => Open("data/corpus.txt.gz");

    /// <summary>The published vocabulary.</summary>
    public static Stream OpenVocabulary() => Open("data/vocab.txt");

    private static Stream Open(string name) =>
        typeof(CarriedFiles).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The assembly carries no resource '{name}'.");
}
