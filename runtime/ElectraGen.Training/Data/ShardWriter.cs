using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ElectraGen.Training.Data;

/// <summary>
/// Writes a token shard. Its header is written last, so a shard that was not completed is not one.
/// </summary>
internal sealed class ShardWriter : IDisposable
{
    private readonly ShardFormat format;
    private readonly FileStream stream;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] record;

    public ShardWriter(string path, ShardFormat format)
    {
        this.format = format;
        record = new byte[format.RecordBytes];
        stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        stream.Write(new byte[ShardFormat.HeaderBytes]);
    }

    /// <summary>Examples that were written.</summary>
    public long ExampleCount { get; private set; }

    public void Write(PretrainingExample example)
    {
        // Zero is [PAD]
        Array.Clear(record);
        BinaryPrimitives.WriteUInt16LittleEndian(record, (ushort)example.TokenIds.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(sizeof(ushort)), (ushort)example.FirstSegmentLength);
        for (int position = 0; position < example.TokenIds.Length; position++)
        {
            Span<byte> token = record.AsSpan(ShardFormat.TokensOffset + (position * format.BytesPerToken));
            if (format.BytesPerToken == sizeof(ushort))
                BinaryPrimitives.WriteUInt16LittleEndian(token, (ushort)example.TokenIds[position]);
            else
                BinaryPrimitives.WriteInt32LittleEndian(token, example.TokenIds[position]);
        }

        stream.Write(record);
        hash.AppendData(record);
        ExampleCount++;
    }

    /// <summary>Writes the header and makes sure that all of it is on the disk.</summary>
    public void Complete()
    {
        byte[] header = format.SignedHeader(ExampleCount);
        hash.AppendData(header);
        stream.Position = 0;
        stream.Write(header);
        stream.Write(hash.GetHashAndReset());
        stream.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        stream.Dispose();
        hash.Dispose();
    }
}
