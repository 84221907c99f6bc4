using System.IO.Compression;
using System.Text.Json;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Data;

/// <summary>One file of a corpus: its ending says how documents lie in it.</summary>
internal sealed class CorpusFile
{
    private readonly bool isCompressed;
    private readonly bool isJson;

    // Without it .NET takes a gzip file that was cut off for a complete one. It is read once, before the first decompression
    static CorpusFile() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>A file of this name.</summary>
    /// <param name="name">Path or name, with its ending.</param>
    /// <param name="openBytes">Opens it as it is stored.</param>
    public CorpusFile(string name, Func<Stream> openBytes)
    {
        Name = name;
        OpenBytes = openBytes;
        isCompressed = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        string textName = isCompressed ? name[..^".gz".Length] : name;
        isJson = textName.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);
        if (!isJson && !textName.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
            throw new ElectraGenException($"The corpus file '{name}' has an unknown ending; .txt, .txt.gz and .jsonl are known.");
    }

    /// <summary>Path or name.</summary>
    public string Name { get; }

    /// <summary>Opens it as it is stored.</summary>
    public Func<Stream> OpenBytes { get; }

    /// <summary>Its documents, each as its lines; blank ones are left out.</summary>
    public IEnumerable<IReadOnlyList<string>> ReadDocuments()
    {
        using Stream stored = OpenBytes();
        using Stream text = isCompressed ? new GZipStream(stored, CompressionMode.Decompress) : stored;
        Utf8LineReader reader = new(text, Name);
        foreach (IReadOnlyList<string> document in isJson ? ReadJsonLines(reader) : ReadText(reader))
            yield return document;
    }

    private static IEnumerable<IReadOnlyList<string>> ReadText(Utf8LineReader reader)
    {
        List<string> document = [];
        while (reader.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                document.Add(line);
            }
            else if (document.Count > 0)
            {
                yield return document;
                document = [];
            }
        }

        if (document.Count > 0)
            yield return document;
    }

    private IEnumerable<IReadOnlyList<string>> ReadJsonLines(Utf8LineReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            string[] document = ParseText(line, reader.LineNumber).Split(
                ['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (document.Length > 0)
                yield return document;
        }
    }

    private string ParseText(string line, long lineNumber)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("text", out JsonElement text)
                && text.ValueKind == JsonValueKind.String)
                return text.GetString()!;
        }
        // InvalidOperationException: half of a surrogate pair, escaped
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ElectraGenException($"Line {lineNumber} of '{Name}' is not JSON: {exception.Message}", exception);
        }

        throw new ElectraGenException($"Line {lineNumber} of '{Name}' is no object with a string field 'text'.");
    }
}
