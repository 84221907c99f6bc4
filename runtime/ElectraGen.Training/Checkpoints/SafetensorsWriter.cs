using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Checkpoints;

/// <summary>
/// Writes a safetensors file (https://github.com/huggingface/safetensors) front to back: the header says every tensor beforehand,
/// then their elements are appended in that order. Little-endian hosts only, which .NET's supported ones are.
/// </summary>
internal sealed class SafetensorsWriter : IDisposable
{
    private readonly FileStream stream;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IReadOnlyList<SafetensorsTensor> tensors;
    private int appended;

    public SafetensorsWriter(
        string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        this.tensors = tensors;
        stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        byte[] header = Header(tensors, metadata);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        Append(length);
        Append(header);
    }

    /// <summary>Appends the next tensor.</summary>
    public void Append(ReadOnlySpan<float> elements) => Append(Element.Float32, elements.Length, MemoryMarshal.AsBytes(elements));

    /// <summary>Appends the next tensor.</summary>
    public void Append(ReadOnlySpan<int> elements) => Append(Element.Int32, elements.Length, MemoryMarshal.AsBytes(elements));

    /// <summary>Ends the file, waits until the disk has it, and returns the SHA-256 of all its bytes in hexadecimal.</summary>
    public string Complete()
    {
        if (appended != tensors.Count)
            throw new InvalidOperationException($"{appended} of {tensors.Count} tensors were written.");
        stream.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose()
    {
        stream.Dispose();
        hash.Dispose();
    }

    private void Append(Element element, long count, ReadOnlySpan<byte> bytes)
    {
        SafetensorsTensor tensor = tensors[appended];
        if (tensor.Element != element || tensor.Count != count)
            throw new InvalidOperationException($"{tensor.Name} has {tensor.Count} elements of {tensor.ElementName}, not {count} of {element}.");
        Append(bytes);
        appended++;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        hash.AppendData(bytes);
    }

    private static byte[] Header(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(SafetensorsHeader.MetadataKey);
            foreach ((string key, string value) in metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
                json.WriteString(key, value);
            json.WriteEndObject();
            long begin = 0;
            foreach (SafetensorsTensor tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.ElementName);
                json.WriteStartArray("shape");
                foreach (int size in tensor.Shape)
                    json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(begin);
                json.WriteNumberValue(begin += tensor.Bytes);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        // The elements behind the header start at a multiple of eight bytes; spaces are what the format pads with
        int padding = -buffer.WrittenCount & 7;
        buffer.Write("       "u8[..padding]);
        return buffer.WrittenSpan.ToArray();
    }
}
