using System.Buffers.Binary;
using System.Security.Cryptography;
using ElectraGen.Runtime;
using ElectraGen.Training.Data;

namespace Training.Tests.Data;

public sealed class ShardTests : IDisposable
{
    private static readonly ShardFormat Format = new(13, 30_522, Convert.ToHexStringLower(SHA256.HashData("a"u8)));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(300)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_000_000)]
    public void ExamplesComeBackPadded(int vocabularySize)
    {
        ShardFormat format = Format with { VocabularySize = vocabularySize };
        List<PretrainingExample> examples = RandomExamples(format, 20);
        string path = Write(format, examples);

        using Shard shard = Shard.Open(path, format);

        Assert.Equal(20, shard.ExampleCount);
        for (int index = 0; index < examples.Count; index++)
        {
            int[] tokenIds = Garbage(), segmentIds = Garbage(), attentionMask = Garbage();
            shard.Read(index, tokenIds, segmentIds, attentionMask);

            int length = examples[index].TokenIds.Length;
            int padding = format.SequenceLength - length;
            Assert.Equal([.. examples[index].TokenIds, .. new int[padding]], tokenIds);
            Assert.Equal(
                Enumerable.Range(0, format.SequenceLength)
                    .Select(position => position >= examples[index].FirstSegmentLength && position < length ? 1 : 0),
                segmentIds);
            Assert.Equal([.. Enumerable.Repeat(1, length), .. new int[padding]], attentionMask);
        }
    }

    [Fact]
    public void AnyChangedByteIsFound()
    {
        string path = Write(Format, RandomExamples(Format, 6));
        byte[] whole = File.ReadAllBytes(path);
        for (int offset = 0; offset < whole.Length; offset++)
        {
            byte[] damaged = [.. whole];
            damaged[offset] ^= (byte)Random.Shared.Next(1, 256);
            string file = folder.Write("damaged.shard", damaged);

            Assert.Throws<ElectraGenException>(() => Shard.Open(file, Format));
        }
    }

    [Fact]
    public void AnyOtherLengthIsFound()
    {
        byte[] whole = File.ReadAllBytes(Write(Format, RandomExamples(Format, 6)));
        for (int length = 0; length < whole.Length; length++)
        {
            string file = folder.Write("cut.shard", whole[..length]);
            Assert.Contains("is damaged", Assert.Throws<ElectraGenException>(() => Shard.Open(file, Format)).Message);
        }

        string longer = folder.Write("longer.shard", [.. whole, .. new byte[Format.RecordBytes]]);
        Assert.Contains("is damaged", Assert.Throws<ElectraGenException>(() => Shard.Open(longer, Format)).Message);
    }

    [Fact]
    public void UnfinishedShardIsNone()
    {
        using (ShardWriter writer = new(folder["open.shard"], Format))
            writer.Write(RandomExamples(Format, 1)[0]);

        Assert.Contains("is damaged", Assert.Throws<ElectraGenException>(() => Shard.Open(folder["open.shard"], Format)).Message);
    }

    [Fact]
    public void HugeCountInTheHeaderIsRefused()
    {
        byte[] bytes = File.ReadAllBytes(Write(Format, RandomExamples(Format, 6)));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), long.MaxValue);

        string file = folder.Write("huge.shard", bytes);

        Assert.Contains(
            $"states {long.MaxValue} examples", Assert.Throws<ElectraGenException>(() => Shard.Open(file, Format)).Message);
    }

    [Fact]
    public void AnotherSequenceLengthNamesBoth()
    {
        string path = Write(Format, RandomExamples(Format, 2));

        string message = Assert.Throws<ElectraGenException>(() => Shard.Open(path, Format with { SequenceLength = 64 })).Message;

        Assert.Contains("13 tokens", message);
        Assert.Contains("--length 64", message);
    }

    [Fact]
    public void AnotherVocabularyIsRefused()
    {
        string path = Write(Format, RandomExamples(Format, 2));
        ShardFormat otherSize = Format with { VocabularySize = 30_523 };
        ShardFormat otherContent = Format with { VocabularyHash = Convert.ToHexStringLower(SHA256.HashData("b"u8)) };

        Assert.Contains("another vocabulary", Assert.Throws<ElectraGenException>(() => Shard.Open(path, otherSize)).Message);
        Assert.Contains("another vocabulary", Assert.Throws<ElectraGenException>(() => Shard.Open(path, otherContent)).Message);
    }

    [Fact]
    public void AnotherVersionIsNamed()
    {
        byte[] bytes = File.ReadAllBytes(Write(Format, RandomExamples(Format, 2)));
        bytes[8] = 9;

        string file = folder.Write("version.shard", bytes);

        Assert.Contains("version 9", Assert.Throws<ElectraGenException>(() => Shard.Open(file, Format)).Message);
    }

    private static int[] Garbage()
    {
        int[] values = new int[Format.SequenceLength];
        Array.Fill(values, -7);
        return values;
    }

    private static List<PretrainingExample> RandomExamples(ShardFormat format, int count)
    {
        List<PretrainingExample> examples = [];
        for (int index = 0; index < count; index++)
        {
            int length = Random.Shared.Next(3, format.SequenceLength + 1);
            int[] tokens = [.. Enumerable.Range(0, length).Select(_ => Random.Shared.Next(format.VocabularySize))];
            tokens[0] = format.VocabularySize - 1;
            examples.Add(new PretrainingExample(tokens, Random.Shared.Next(3, length + 1)));
        }

        return examples;
    }

    private string Write(ShardFormat format, List<PretrainingExample> examples)
    {
        string path = folder[$"{Guid.NewGuid():N}.shard"];
        using ShardWriter writer = new(path, format);
        examples.ForEach(writer.Write);
        writer.Complete();
        return path;
    }
}
