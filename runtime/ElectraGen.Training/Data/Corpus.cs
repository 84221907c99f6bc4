using System.Security.Cryptography;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Data;

/// <summary>
/// Raw text in one or several files: <c>.txt</c>, where blank lines separate documents, or <c>.jsonl</c>, where each line is an
/// object whose field <c>text</c> is a document; either may be compressed (<c>.gz</c>).
/// </summary>
public sealed class Corpus
{
    private readonly IReadOnlyList<CorpusFile> files;

    private Corpus(IReadOnlyList<CorpusFile> files) => this.files = files;

    /// <summary>Names of the files, for messages.</summary>
    public IReadOnlyList<string> Names => [.. files.Select(file => file.Name)];

    /// <summary>The public-domain text that the package carries.</summary>
    public static Corpus Carried() =>
        new([new CorpusFile("corpus.txt.gz", CarriedFiles.OpenCorpus)]);

    /// <summary>Text in files. They are read when documents are asked for.</summary>
    /// <exception cref="ElectraGenException">There is no file, or one is missing, or its name has an unknown ending.</exception>
    public static Corpus Open(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
            throw new ElectraGenException("No corpus file was named; name at least one .txt, .txt.gz or .jsonl file.");

        List<CorpusFile> files = [];
        foreach (string path in paths)
        {
            files.Add(new CorpusFile(path, () => InputFile.Open(path, "corpus")));
            InputFile.Open(path, "corpus").Dispose();
        }

        return new Corpus(files);
    }

    /// <summary>SHA-256 over the bytes of all files, in lower-case hexadecimal.</summary>
    public string ComputeHash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (CorpusFile file in files)
        {
            using Stream stream = file.OpenBytes();
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>All documents in the order of the files, each as its lines.</summary>
    /// <exception cref="ElectraGenException">A file is empty, binary, damaged, not UTF-8, or not JSON where it should be.</exception>
    public IEnumerable<IReadOnlyList<string>> ReadDocuments()
    {
        foreach (CorpusFile file in files)
        {
            bool isEmpty = true;
            foreach (IReadOnlyList<string> document in file.ReadDocuments())
            {
                isEmpty = false;
                yield return document;
            }

            if (isEmpty)
                throw new ElectraGenException($"The corpus file '{file.Name}' holds no text; leave it out, or fill it.");
        }
    }
}
