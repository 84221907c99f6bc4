using System.Buffers.Binary;

namespace ElectraGen.Training.Data;

/// <summary>
/// The bytes of a token shard, little-endian. A header of <see cref="HeaderBytes"/>: magic (8), version, sequence length, vocabulary
/// size, bytes per token (4 each), examples (8), SHA-256 of the vocabulary (32), SHA-256 of the records and then of the header up to
/// here (32). Behind it the records, one an example: its tokens and those of segment 0 (2 each), then the token ids, padded.
/// </summary>
/// <param name="SequenceLength">Tokens per sequence, padding included.</param>
/// <param name="VocabularySize">Entries of the vocabulary.</param>
/// <param name="VocabularyHash">SHA-256 of the vocabulary in hexadecimal.</param>
internal sealed record ShardFormat(int SequenceLength, int VocabularySize, string VocabularyHash)
{
    public const int Version = 1;
    public const int HashBytes = 32;
    public const int SignedHeaderBytes = 64;
    public const int HeaderBytes = SignedHeaderBytes + HashBytes;
    public const int TokensOffset = 2 * sizeof(ushort);

    private static ReadOnlySpan<byte> Magic => "EGTOKENS"u8;

    /// <summary>Token ids take two bytes where they fit.</summary>
    public int BytesPerToken => VocabularySize <= ushort.MaxValue + 1 ? sizeof(ushort) : sizeof(int);

    /// <summary>Bytes of one example.</summary>
    public int RecordBytes => TokensOffset + (SequenceLength * BytesPerToken);

    /// <summary>The header up to its checksum.</summary>
    public byte[] SignedHeader(long exampleCount)
    {
        byte[] header = new byte[SignedHeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), SequenceLength);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), VocabularySize);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(20), BytesPerToken);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), exampleCount);
        Convert.FromHexString(VocabularyHash).CopyTo(header.AsSpan(32));
        return header;
    }

    /// <summary>Whether bytes begin as a shard does.</summary>
    public static bool HasMagic(ReadOnlySpan<byte> header) => header.StartsWith(Magic);

    /// <summary>The version that a header states.</summary>
    public static int ReadVersion(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt32LittleEndian(header[8..]);

    /// <summary>What a header states.</summary>
    public static ShardFormat Read(ReadOnlySpan<byte> header) => new(
        BinaryPrimitives.ReadInt32LittleEndian(header[12..]),
        BinaryPrimitives.ReadInt32LittleEndian(header[16..]),
        Convert.ToHexStringLower(header.Slice(32, HashBytes)));

    /// <summary>How many examples a header states.</summary>
    public static long ReadExampleCount(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt64LittleEndian(header[24..]);
}
