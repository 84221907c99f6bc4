using System.Text;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Data;

/// <summary>
/// Reads lines of strict UTF-8. <see cref="StreamReader"/> replaces or loses the place of what is not; this one says the byte.
/// </summary>
/// <param name="stream">What to read; stays the caller's.</param>
/// <param name="name">The name that errors give.</param>
internal sealed class Utf8LineReader(Stream stream, string name)
{
    private const int LongestLine = 1 << 28;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private long bufferOffset;

    /// <summary>Number of the line that was read last, counted from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>The next line without its end, or null behind the last.</summary>
    /// <exception cref="ElectraGenException">The line holds a zero byte, or is not UTF-8, or is endless.</exception>
    public string? ReadLine()
    {
        int searched = start;
        while (true)
        {
            int newline = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (newline >= 0)
                return TakeLine(searched + newline, searched + newline + 1);

            int pending = end - start;
            if (!Fill())
                return pending == 0 ? null : TakeLine(end, end);
            searched = start + pending;
        }
    }

    private bool Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        bufferOffset += start;
        end -= start;
        start = 0;
        if (end > LongestLine)
            throw new ElectraGenException($"Line {LineNumber + 1} of '{name}' is longer than {LongestLine >> 20} MiB; break it into lines.");
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);

        int read = ReadBytes();
        end += read;
        return read > 0;
    }

    private int ReadBytes()
    {
        try
        {
            return stream.Read(buffer, end, buffer.Length - end);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new ElectraGenException($"'{name}' cannot be read behind line {LineNumber}: {exception.Message}", exception);
        }
    }

    private string TakeLine(int lineEnd, int nextStart)
    {
        long offset = bufferOffset + start;
        ReadOnlySpan<byte> line = buffer.AsSpan(start, lineEnd - start);
        if (offset == 0 && line.StartsWith(Encoding.UTF8.Preamble))
        {
            line = line[Encoding.UTF8.Preamble.Length..];
            offset += Encoding.UTF8.Preamble.Length;
        }

        if (line.EndsWith("\r"u8))
            line = line[..^1];
        start = nextStart;
        LineNumber++;

        int zero = line.IndexOf((byte)0);
        if (zero >= 0)
            throw new ElectraGenException(
                $"'{name}' is binary and not text: byte {offset + zero} (line {LineNumber}) is zero. Text must be UTF-8.");
        try
        {
            return Strict.GetString(line);
        }
        catch (DecoderFallbackException exception)
        {
            throw new ElectraGenException(
                $"'{name}' is not UTF-8: byte {offset + exception.Index} (line {LineNumber}) belongs to no character. Convert it to UTF-8.",
                exception);
        }
    }
}
