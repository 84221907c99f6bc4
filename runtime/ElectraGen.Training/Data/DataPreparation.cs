using ElectraGen.Runtime;

namespace ElectraGen.Training.Data;

/// <summary>
/// Turns a corpus into a data folder: <c>train-0000.shard</c> …, <c>heldout.shard</c> (the last 2 % of documents), <c>vocab.txt</c>,
/// <c>token_counts.txt</c> (of the training part) and <c>data.json</c>. The result depends on the corpus, the vocabulary, the length and the seed alone.
/// </summary>
public static class DataPreparation
{
    private const double HeldOutFraction = 0.02;
    private const int LongestSequence = ushort.MaxValue;

    /// <summary>
    /// Prepares a data folder. It is written beside its place and moved there when complete, so <paramref name="output"/> is whole or
    /// absent.
    /// </summary>
    /// <param name="corpus">The text.</param>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="sequenceLength">Tokens per sequence, padding included.</param>
    /// <param name="output">The folder to make.</param>
    /// <param name="seed">Seed of the segment lengths; not that of the training order.</param>
    /// <param name="progress">Is told now and then how far it is.</param>
    /// <param name="cancellation">Ends the preparation early; nothing is left of it.</param>
    /// <exception cref="ElectraGenException">The text is not usable, the folder exists, or it cannot be written.</exception>
    public static DataDescription Prepare(
        Corpus corpus,
        Vocabulary vocabulary,
        int sequenceLength,
        string output,
        uint seed = 0,
        Action<PreparationProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        if (sequenceLength is < ExampleBuilder.ShortestTarget or > LongestSequence)
            throw new ElectraGenException(
                $"A sequence length of {sequenceLength} cannot be prepared; it must be from {ExampleBuilder.ShortestTarget} to {LongestSequence}.");
        if (Path.Exists(output))
            throw new ElectraGenException($"The output '{output}' exists; name a folder that does not, or remove it.");

        // The first reading finds every fault of the text before anything is written
        long documents = CountDocuments(corpus, cancellation);
        if (documents < 2)
            throw new ElectraGenException(
                "The corpus is a single document, and at least two are needed because the last one is held out; separate documents by blank lines.");

        string partial = $"{Path.TrimEndingDirectorySeparator(output)}.partial-{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(partial);
            DataDescription description = Write(corpus, vocabulary, sequenceLength, partial, seed, documents, progress, cancellation);
            Directory.Move(partial, output);
            return description;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ElectraGenException($"The data folder '{output}' cannot be written: {exception.Message}", exception);
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    private static long CountDocuments(Corpus corpus, CancellationToken cancellation)
    {
        long documents = 0;
        foreach (IReadOnlyList<string> _ in corpus.ReadDocuments())
        {
            cancellation.ThrowIfCancellationRequested();
            documents++;
        }

        return documents;
    }

    private static DataDescription Write(
        Corpus corpus,
        Vocabulary vocabulary,
        int sequenceLength,
        string folder,
        uint seed,
        long documents,
        Action<PreparationProgress>? progress,
        CancellationToken cancellation)
    {
        long heldOutDocuments = Math.Max(1, (long)Math.Round(documents * HeldOutFraction));
        DocumentTokenizer tokenizer = new(vocabulary, sequenceLength, seed);
        using DataFolderWriter writer = new(folder, new ShardFormat(sequenceLength, vocabulary.Size, vocabulary.Hash));
        long done = 0;
        foreach (TokenizedDocument document in tokenizer.Tokenize(corpus.ReadDocuments(), cancellation))
        {
            writer.Write(document, isHeldOut: done >= documents - heldOutDocuments);
            done++;
            progress?.Invoke(new PreparationProgress(done, documents, writer.Examples + writer.HeldOutExamples));
        }

        DataDescription description = new(
            sequenceLength, vocabulary.Size, vocabulary.Hash, seed, corpus.Names, documents, heldOutDocuments, writer.Examples,
            writer.HeldOutExamples, DataFolderWriter.ExamplesPerShard, writer.TokensRead, writer.TokensKept);
        return writer.Complete(description, vocabulary);
    }
}
