using System.Text.Json;
using System.Text.Json.Serialization;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Data;

/// <summary>What lies in a data folder: its <c>data.json</c>.</summary>
/// <param name="SequenceLength">Tokens per sequence, padding included.</param>
/// <param name="VocabularySize">Entries of the vocabulary, which lies beside as <c>vocab.txt</c>.</param>
/// <param name="VocabularyHash">SHA-256 of the vocabulary.</param>
/// <param name="Seed">Seed of the example builder.</param>
/// <param name="Sources">Names of the corpus files.</param>
/// <param name="Documents">Documents in all.</param>
/// <param name="HeldOutDocuments">How many of them, from the end, are held out.</param>
/// <param name="Examples">Training examples.</param>
/// <param name="HeldOutExamples">Held-out examples.</param>
/// <param name="ExamplesPerShard">Examples of every training shard but the last.</param>
/// <param name="TokensRead">WordPiece tokens of the corpus.</param>
/// <param name="TokensKept">Those that are in an example; the rest did not fit, see the example builder.</param>
/// <param name="TokenCountsHash">SHA-256 of <see cref="TokenCounts"/>; null where none were made.</param>
public sealed record DataDescription(
    int SequenceLength, int VocabularySize, string VocabularyHash, uint Seed, IReadOnlyList<string> Sources, long Documents,
    long HeldOutDocuments, long Examples, long HeldOutExamples, long ExamplesPerShard, long TokensRead, long TokensKept,
    string? TokenCountsHash = null)
{
    internal const string FileName = "data.json";
    internal const string VocabularyFileName = "vocab.txt";
    internal const string HeldOutFileName = "heldout.shard";

    /// <summary>Training shards in the folder.</summary>
    [JsonIgnore]
    public long TrainingShards => (Examples + ExamplesPerShard - 1) / ExamplesPerShard;

    internal static string TrainingFileName(long shard) => $"train-{shard:0000}.shard";

    internal void Write(string folder) =>
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, DataJson.Default.DataDescription) + "\n");

    internal static DataDescription Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new ElectraGenException($"'{folder}' is no data folder: it has no {FileName}. Make one with 'electragen prepare'.");
        try
        {
            DataDescription? description = JsonSerializer.Deserialize(File.ReadAllText(path), DataJson.Default.DataDescription);
            return description is { SequenceLength: > 0, Examples: > 0, HeldOutExamples: > 0, ExamplesPerShard: > 0 }
                ? description
                : throw new JsonException("Its counts are not positive.");
        }
        catch (JsonException exception)
        {
            throw new ElectraGenException($"'{path}' is damaged: {exception.Message} Prepare the data again.", exception);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, NewLine = "\n")]
[JsonSerializable(typeof(DataDescription))]
internal sealed partial class DataJson : JsonSerializerContext;
