namespace ElectraGen.Training.Data;

/// <summary>The examples of one document.</summary>
/// <param name="Examples">In the order of the text.</param>
/// <param name="Tokens">WordPiece tokens of the whole document.</param>
internal sealed record TokenizedDocument(IReadOnlyList<PretrainingExample> Examples, long Tokens);

/// <summary>Tokenizes documents and builds their examples on all cores; the result is the same on any number of them.</summary>
internal sealed class DocumentTokenizer(Vocabulary vocabulary, int sequenceLength, uint seed)
{
    // Enough for all cores to be busy, few enough to be a small part of a large corpus
    private const int DocumentsAtOnce = 64;

    private readonly WordPieceTokenizer tokenizer = new(vocabulary);

    /// <summary>The documents in their order.</summary>
    public IEnumerable<TokenizedDocument> Tokenize(IEnumerable<IReadOnlyList<string>> documents, CancellationToken cancellation)
    {
        ParallelOptions options = new() { CancellationToken = cancellation };
        long firstDocument = 0;
        foreach (IReadOnlyList<string>[] chunk in documents.Chunk(DocumentsAtOnce))
        {
            TokenizedDocument[] tokenized = new TokenizedDocument[chunk.Length];
            long first = firstDocument;
            Parallel.For(0, chunk.Length, options, index => tokenized[index] = Tokenize(chunk[index], first + index));
            foreach (TokenizedDocument document in tokenized)
                yield return document;
            firstDocument += chunk.Length;
        }
    }

    private TokenizedDocument Tokenize(IReadOnlyList<string> document, long index)
    {
        List<IReadOnlyList<int>> lines = [.. document.Select(tokenizer.Encode)];
        return new TokenizedDocument(
            ExampleBuilder.Build(lines, sequenceLength, new RandomWords(seed, index)), lines.Sum(line => (long)line.Count));
    }
}
