using ElectraGen.Training.Data;

namespace Training.Tests.Data;

/// <summary>
/// Documents that can be told apart by their tokens: document d repeats word d of the vocabulary's whole words.
/// </summary>
internal static class NumberedCorpus
{
    private static readonly string[] Words = [.. Vocabulary.Carried().Pieces
        .Where(piece => piece.Length > 2 && piece.All(char.IsAsciiLetterLower)).Take(2_000)];

    /// <summary>The token of a document.</summary>
    public static int TokenOf(int document) => Ids[Words[document]];

    private static Dictionary<string, int> Ids { get; } =
        Vocabulary.Carried().Pieces.Select((piece, id) => (piece, id)).ToDictionary(pair => pair.piece, pair => pair.id);

    /// <summary>Writes the corpus and opens it.</summary>
    public static Corpus Write(TemporaryFolder folder, int documents, int linesPerDocument = 8) => Corpus.Open([folder.Write(
        $"numbered-{documents}-{linesPerDocument}.txt",
        string.Join("\n\n", Enumerable.Range(0, documents).Select(document => Text(document, linesPerDocument))))]);

    private static string Text(int document, int lines) =>
        string.Join("\n", Enumerable.Repeat(string.Join(' ', Enumerable.Repeat(Words[document], 5)), lines));
}
