using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Training.Data;

/// <summary>A memory-mapped, verified token shard; see <see cref="ShardFormat"/>.</summary>
internal sealed unsafe class Shard : IDisposable
{
    private readonly ShardFormat format;
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;

    private Shard(ShardFormat format, long exampleCount, MemoryMappedFile file)
    {
        this.format = format;
        this.file = file;
        ExampleCount = exampleCount;
        view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
    }

    /// <summary>Examples in it.</summary>
    public long ExampleCount { get; }

    /// <summary>Opens a shard and reads all of it once to compare its checksum.</summary>
    /// <exception cref="ElectraGenException">It is missing, truncated, damaged, or of another vocabulary or length.</exception>
    public static Shard Open(string path, ShardFormat expected)
    {
        using (FileStream stream = InputFile.Open(path, "shard"))
            Verify(stream, path, expected);

        MemoryMappedFile file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        long records = (new FileInfo(path).Length - ShardFormat.HeaderBytes) / expected.RecordBytes;
        return new Shard(expected, records, file);
    }

    /// <summary>Copies one example, padded with [PAD], segment 0 and mask 0; each span is one sequence long.</summary>
    public void Read(long example, Span<int> tokenIds, Span<int> segmentIds, Span<int> attentionMask)
    {
        ReadOnlySpan<byte> record = new(start + ShardFormat.HeaderBytes + (example * format.RecordBytes), format.RecordBytes);
        int length = BinaryPrimitives.ReadUInt16LittleEndian(record);
        int firstSegmentLength = BinaryPrimitives.ReadUInt16LittleEndian(record[sizeof(ushort)..]);
        ReadOnlySpan<byte> tokens = record[ShardFormat.TokensOffset..];
        for (int position = 0; position < length; position++)
        {
            tokenIds[position] = format.BytesPerToken == sizeof(ushort)
                ? BinaryPrimitives.ReadUInt16LittleEndian(tokens[(position * sizeof(ushort))..])
                : BinaryPrimitives.ReadInt32LittleEndian(tokens[(position * sizeof(int))..]);
        }

        tokenIds[length..].Fill(SpecialTokens.Padding);
        segmentIds.Clear();
        segmentIds[firstSegmentLength..length].Fill(1);
        attentionMask[..length].Fill(1);
        attentionMask[length..].Clear();
    }

    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }

    private static void Verify(FileStream stream, string path, ShardFormat expected)
    {
        Span<byte> header = stackalloc byte[ShardFormat.HeaderBytes];
        if (stream.Length < header.Length)
            throw Damaged(path, $"it has {stream.Length} bytes, and its header alone has {header.Length}");
        stream.ReadExactly(header);
        if (!ShardFormat.HasMagic(header))
            throw Damaged(path, "it does not begin as a shard does");
        if (ShardFormat.ReadVersion(header) != ShardFormat.Version)
            throw new ElectraGenException(
                $"The shard '{path}' has version {ShardFormat.ReadVersion(header)}, and this program reads version {ShardFormat.Version}; prepare the data again.");

        RequireFormat(ShardFormat.Read(header), path, expected);
        long examples = ShardFormat.ReadExampleCount(header);
        long records = stream.Length - header.Length;
        if (records % expected.RecordBytes != 0 || records / expected.RecordBytes != examples)
            throw Damaged(path, $"its header states {examples} examples of {expected.RecordBytes} bytes, and {records} bytes follow");

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            hash.AppendData(buffer.AsSpan(0, read));
        hash.AppendData(header[..ShardFormat.SignedHeaderBytes]);
        if (!header[ShardFormat.SignedHeaderBytes..].SequenceEqual(hash.GetHashAndReset()))
            throw Damaged(path, "its checksum differs from its content");
    }

    private static void RequireFormat(ShardFormat found, string path, ShardFormat expected)
    {
        if (found.SequenceLength != expected.SequenceLength)
            throw new ElectraGenException(
                $"The shard '{path}' holds sequences of {found.SequenceLength} tokens, and {expected.SequenceLength} are wanted; prepare the data with --length {expected.SequenceLength}.");
        if (found.VocabularySize != expected.VocabularySize || found.VocabularyHash != expected.VocabularyHash)
            throw new ElectraGenException(
                $"The shard '{path}' was made with another vocabulary ({found.VocabularySize} entries) than the one in use ({expected.VocabularySize} entries); prepare the data again with this one.");
    }

    private static ElectraGenException Damaged(string path, string reason) =>
        new($"The shard '{path}' is damaged: {reason}. Prepare the data again.");
}
