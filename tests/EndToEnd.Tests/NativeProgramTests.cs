using System.Buffers.Binary;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EndToEnd.Tests;

/// <summary>Ahead-of-time compilation drops what it cannot see: the published program must do what the built one does.</summary>
public sealed partial class NativeProgramTests : IClassFixture<NativeProgram>
{
    private const int SequenceLength = 512, ShardHeaderBytes = 96, RecordHeaderBytes = 4;
    private const int Classification = 101, Separator = 102;

    private readonly NativeProgram native;

    public NativeProgramTests(NativeProgram native) => this.native = native;

    [Theory]
    [InlineData("models", "--json")]
    [InlineData("devices", "--json")]
    [InlineData("plan", "ElectraTiny", "--json")]
    public async Task SaysWhatTheBuiltProgramSays(params string[] arguments)
    {
        ProgramResult published = (await native.RunAsync(arguments)).ShouldSucceed();

        Assert.Equal(WithoutWidth((await Programs.RunAsync(arguments)).ShouldSucceed().Output), WithoutWidth(published.Output));

        // Compiled ahead of time for every processor of its kind, the program has the vectors that all of them have
        static string WithoutWidth(string output) => VectorWidth().Replace(output, "");
    }

    [Fact]
    public async Task Trains()
    {
        using TemporaryFolder folder = new();

        (await native.RunAsync("pretrain", "ElectraTiny", "--steps", "2", "--batch", "2", "--output", folder["run"])).ShouldSucceed();

        Assert.True(Directory.Exists(Path.Combine(folder["run"], "checkpoint-2")));
        Assert.NotEmpty(Directory.GetFiles(folder["run"], "*.png"));
    }

    [Fact]
    public async Task TokenizesAsPublished()
    {
        using TemporaryFolder folder = new();
        Fixture[] fixtures = [.. ReadFixtures().Where(static fixture => fixture.Pieces.Length > 0)];
        // One document each, the parts of a pair as its lines; the last documents are held out and may not be among them
        IEnumerable<string> documents = fixtures.Select(static fixture => fixture.Text).Append("The last one.").Append("And another.");
        string corpus = folder.Write("corpus.jsonl", string.Join('\n', documents.Select(static text => $"{{\"text\":{Quote(text)}}}")) + "\n");

        (await native.RunAsync(
            "prepare", "--input", corpus, "--vocabulary", Path.Combine(Programs.Root, "models/data/vocab.txt"),
            "--length", $"{SequenceLength}", "--output", folder["data"])).ShouldSucceed();

        int[][] records = [.. ReadShard(Path.Combine(folder["data"], "train-0000.shard"))];
        foreach ((Fixture fixture, int[] record) in fixtures.Zip(records))
            Assert.True(fixture.Pieces.SequenceEqual(record), $"{fixture.Name}: {string.Join(' ', record)}");
    }

    [GeneratedRegex(@"\d+(?=-bit vectors)")]
    private static partial Regex VectorWidth();

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static IEnumerable<Fixture> ReadFixtures()
    {
        foreach (string line in File.ReadLines(Path.Combine(Programs.Root, "tests/Training.Tests/Data/tokenizer_fixtures.jsonl")))
        {
            JsonElement fixture = JsonDocument.Parse(line).RootElement;
            string text = fixture.GetProperty("text").GetString()!;
            if (fixture.TryGetProperty("text_pair", out JsonElement pair))
                text += "\n" + pair.GetString();
            yield return new(
                fixture.GetProperty("name").GetString()!, text,
                [.. fixture.GetProperty("ids").EnumerateArray().Select(static id => id.GetInt32()).Where(IsPiece)]);
        }
    }

    /// <summary>The token ids of every example, without the special tokens that frame them.</summary>
    private static IEnumerable<int[]> ReadShard(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        const int recordBytes = RecordHeaderBytes + (SequenceLength * sizeof(ushort));
        for (int record = ShardHeaderBytes; record < bytes.Length; record += recordBytes)
        {
            int tokens = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(record));
            int first = record + RecordHeaderBytes;
            yield return
            [
                .. Enumerable.Range(0, tokens)
                    .Select(token => (int)BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(first + (token * sizeof(ushort)))))
                    .Where(IsPiece),
            ];
        }
    }

    private static bool IsPiece(int id) => id is not (Classification or Separator);

    private sealed record Fixture(string Name, string Text, int[] Pieces);
}
