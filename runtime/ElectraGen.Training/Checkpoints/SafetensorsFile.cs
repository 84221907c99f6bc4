using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ElectraGen.Runtime;
using Microsoft.Win32.SafeHandles;

namespace ElectraGen.Training.Checkpoints;

/// <summary>A safetensors file to read tensors from by name.</summary>
internal sealed class SafetensorsFile : IDisposable
{
    private readonly SafeFileHandle handle;
    private readonly string path;
    private readonly long dataOffset;
    private readonly SafetensorsHeader header;

    private SafetensorsFile(SafeFileHandle handle, string path, long dataOffset, SafetensorsHeader header)
    {
        this.handle = handle;
        this.path = path;
        this.dataOffset = dataOffset;
        this.header = header;
    }

    /// <summary>Every tensor by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => header.Entries;

    /// <summary>The metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>Opens a file and verifies its header.</summary>
    /// <exception cref="ElectraGenException">There is no such file, or it is not a whole safetensors file.</exception>
    public static SafetensorsFile Open(string path)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path);
            long fileBytes = RandomAccess.GetLength(handle);
            Span<byte> prefix = stackalloc byte[sizeof(long)];
            if (!TryReadFully(handle, prefix, 0))
                throw new FormatException($"it has {fileBytes} bytes, less than the length of a header");
            long headerBytes = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            if (headerBytes is < 0 or > SafetensorsHeader.LongestHeader || headerBytes > fileBytes - prefix.Length)
                throw new FormatException($"its header would have {headerBytes} bytes, and the whole file has {fileBytes}");
            byte[] header = new byte[headerBytes];
            if (!TryReadFully(handle, header, prefix.Length))
                throw new FormatException("it ends within its header");
            long dataOffset = prefix.Length + headerBytes;
            return new SafetensorsFile(handle, path, dataOffset, SafetensorsHeader.Parse(header, fileBytes - dataOffset));
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            handle?.Dispose();
            throw Unreadable(path, exception);
        }
    }

    /// <summary>Reads a tensor of floats.</summary>
    /// <exception cref="ElectraGenException">The file lacks it, or it has another type or number of elements.</exception>
    public void Read(string name, Span<float> elements) => Read(name, Element.Float32, elements.Length, MemoryMarshal.AsBytes(elements));

    /// <summary>Reads a tensor of integers.</summary>
    /// <exception cref="ElectraGenException">The file lacks it, or it has another type or number of elements.</exception>
    public void Read(string name, Span<int> elements) => Read(name, Element.Int32, elements.Length, MemoryMarshal.AsBytes(elements));

    public void Dispose() => handle.Dispose();

    private void Read(string name, Element element, long count, Span<byte> bytes)
    {
        if (!Entries.TryGetValue(name, out SafetensorsEntry? entry))
            throw new ElectraGenException($"{path} has no tensor {name}; it is of another model.");
        SafetensorsTensor tensor = entry.Tensor;
        if (tensor.Element != element || tensor.Count != count)
            throw new ElectraGenException($"{name} in {path} has {tensor.Count} elements of {tensor.ElementName} where {count} of {element} are declared; it is of another model.");
        try
        {
            if (!TryReadFully(handle, bytes, dataOffset + entry.Begin))
                throw new FormatException($"it ends within {name}");
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            throw Unreadable(path, exception);
        }
    }

    private static bool TryReadFully(SafeFileHandle handle, Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(handle, bytes, offset);
            if (read == 0)
                return false;
            bytes = bytes[read..];
            offset += read;
        }
        return true;
    }

    private static ElectraGenException Unreadable(string path, Exception exception) =>
        new($"The safetensors file {path} cannot be used: {exception.Message.TrimEnd('.')}.", exception);
}
