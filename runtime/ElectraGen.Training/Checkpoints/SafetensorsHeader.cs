using System.Text.Json;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Checkpoints;

/// <summary>
/// The header of a safetensors file, believed only where it can be true: known types, sizes that fit the offsets, and offsets that
/// cover the rest of the file once, without holes.
/// </summary>
internal sealed class SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";

    /// <summary>The format's own limit.</summary>
    public const long LongestHeader = 100_000_000;

    public IReadOnlyDictionary<string, SafetensorsEntry> Entries { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    private SafetensorsHeader(Dictionary<string, SafetensorsEntry> entries, Dictionary<string, string> metadata)
    {
        Entries = entries;
        Metadata = metadata;
    }

    /// <summary>Reads and verifies a header.</summary>
    /// <param name="header">The JSON.</param>
    /// <param name="dataBytes">Bytes of the file behind the header.</param>
    /// <exception cref="FormatException">What is wrong, as the end of a sentence about the file.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> header, long dataBytes)
    {
        Dictionary<string, SafetensorsEntry> entries = new(StringComparer.Ordinal);
        Dictionary<string, string>? metadata = null;
        try
        {
            Utf8JsonReader json = new(header);
            Expect(ref json, JsonTokenType.StartObject);
            while (Next(ref json) == JsonTokenType.PropertyName)
            {
                string name = json.GetString()!;
                if (name == MetadataKey)
                {
                    if (metadata is not null)
                        throw new FormatException("its header has the metadata twice");
                    metadata = ReadMetadata(ref json);
                }
                else if (!entries.TryAdd(name, ReadEntry(ref json, name)))
                {
                    throw new FormatException($"its header has the tensor {name} twice");
                }
            }
            if (json.Read())
                throw new FormatException("its header goes on behind its end");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or OverflowException)
        {
            throw new FormatException("its header is not the JSON of a safetensors file", exception);
        }
        VerifyCoverage(entries.Values, dataBytes);
        return new SafetensorsHeader(entries, metadata ?? []);
    }

    private static void VerifyCoverage(IEnumerable<SafetensorsEntry> entries, long dataBytes)
    {
        long end = 0;
        // An empty tensor shares its offset with its successor and has to come first
        foreach (SafetensorsEntry entry in entries.OrderBy(static entry => entry.Begin).ThenBy(static entry => entry.Tensor.Bytes))
        {
            if (entry.Begin != end)
                throw new FormatException($"its header places {entry.Tensor.Name} at byte {entry.Begin}, where byte {end} follows");
            end = checked(end + entry.Tensor.Bytes);
        }
        if (end != dataBytes)
            throw new FormatException($"its header speaks of {end} bytes of tensors and {dataBytes} are there");
    }

    private static Dictionary<string, string> ReadMetadata(ref Utf8JsonReader json)
    {
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        Expect(ref json, JsonTokenType.StartObject);
        while (Next(ref json) == JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            Expect(ref json, JsonTokenType.String);
            if (!metadata.TryAdd(key, json.GetString()!))
                throw new FormatException($"its metadata has the key {key} twice");
        }
        return metadata;
    }

    private static SafetensorsEntry ReadEntry(ref Utf8JsonReader json, string name)
    {
        Element? element = null;
        long[]? shape = null;
        long[]? offsets = null;
        Expect(ref json, JsonTokenType.StartObject);
        while (Next(ref json) == JsonTokenType.PropertyName)
        {
            switch (json.GetString())
            {
                case "dtype" when element is null:
                    element = ReadElement(ref json, name);
                    break;
                case "shape" when shape is null:
                    shape = ReadIntegers(ref json);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadIntegers(ref json);
                    break;
                default:
                    throw new FormatException($"its header says something about {name} twice, or that the format does not have");
            }
        }
        if (element is null || shape is null || offsets is not [long begin, long finish])
            throw new FormatException($"its header does not say type, shape and both offsets of {name}");
        SafetensorsTensor tensor = new(name, element.Value, Array.ConvertAll(shape, static size => checked((int)size)));
        if (tensor.Bytes != finish - begin)
            throw new FormatException($"its header gives {name} {finish - begin} bytes where its shape has {tensor.Bytes}");
        return new SafetensorsEntry(tensor, begin);
    }

    private static Element ReadElement(ref Utf8JsonReader json, string name)
    {
        Expect(ref json, JsonTokenType.String);
        return json.GetString() switch
        {
            "F32" => Element.Float32,
            "I32" => Element.Int32,
            string other => throw new FormatException($"its tensor {name} is of type {other} where F32 and I32 can be read"),
            null => throw new FormatException($"its tensor {name} has no type"),
        };
    }

    private static long[] ReadIntegers(ref Utf8JsonReader json)
    {
        List<long> integers = [];
        Expect(ref json, JsonTokenType.StartArray);
        while (Next(ref json) == JsonTokenType.Number)
        {
            if (!json.TryGetInt64(out long integer) || integer < 0)
                throw new FormatException("its header has a size or an offset that is not a whole number from 0 up");
            integers.Add(integer);
        }
        if (json.TokenType != JsonTokenType.EndArray)
            throw new JsonException();
        return [.. integers];
    }

    private static JsonTokenType Next(ref Utf8JsonReader json) => json.Read() ? json.TokenType : throw new JsonException();

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (Next(ref json) != type)
            throw new JsonException();
    }
}
