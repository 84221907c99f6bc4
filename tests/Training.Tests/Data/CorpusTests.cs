using System.IO.Compression;
using System.Text;
using ElectraGen.Training.Data;

namespace Training.Tests.Data;

public sealed class CorpusTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void BlankLinesSeparateDocuments()
    {
        string file = folder.Write("text.txt", "\n\none\ntwo\r\n \t\r\n\nthree\n\n");

        Assert.Equal([["one", "two"], ["three"]], Read(file));
    }

    [Fact]
    public void LastLineNeedsNoEnd() => Assert.Equal([["one", "two"]], Read(folder.Write("text.txt", "one\ntwo")));

    [Fact]
    public void ByteOrderMarkIsNoText() =>
        Assert.Equal([["one"]], Read(folder.Write("text.txt", [.. Encoding.UTF8.Preamble, .. "one\n"u8])));

    [Fact]
    public void LinesOfAnyLengthComeWhole()
    {
        // Around and beyond the reader's first buffer, with characters of several bytes across its edges
        string[] lines = [.. new[] { 1, 32_767, 65_535, 65_536, 65_537, 300_001 }.Select(length => new string('é', length))];

        Assert.Equal([lines], Read(folder.Write("text.txt", string.Join("\n", lines))));
    }

    [Fact]
    public void CompressedTextEqualsText() =>
        Assert.Equal([["one"], ["two"]], Read(folder.Write("text.txt.gz", Compress("one\n\ntwo\n"u8))));

    [Fact]
    public void EachJsonLineIsADocument()
    {
        string file = folder.Write("text.jsonl", """
            {"text": "one\ntwo\n\nthree", "source": {"text": 1}}

            {"id": 7, "text": "caf\u00e9"}
            {"text": " \n "}
            """);

        Assert.Equal([["one", "two", "three"], ["café"]], Read(file));
    }

    [Fact]
    public void FilesFollowEachOtherAndEndTheirDocuments()
    {
        string first = folder.Write("first.txt", "one");
        string second = folder.Write("second.jsonl", """{"text": "two"}""");

        Assert.Equal([["one"], ["two"]], Read(first, second));
    }

    [Fact]
    public void HashDependsOnContentAndNotOnNames()
    {
        string first = folder.Write("first.txt", "one");
        string copy = folder.Write("copy.txt", "one");
        string other = folder.Write("other.txt", "two");

        Assert.Equal(Corpus.Open([first]).ComputeHash(), Corpus.Open([copy]).ComputeHash());
        Assert.NotEqual(Corpus.Open([first]).ComputeHash(), Corpus.Open([other]).ComputeHash());
        Assert.NotEqual(Corpus.Open([first, other]).ComputeHash(), Corpus.Open([other, first]).ComputeHash());
    }

    [Fact]
    public void CarriedCorpusIsWhatItsReadmeStates()
    {
        List<IReadOnlyList<string>> documents = [.. Corpus.Carried().ReadDocuments()];

        Assert.Equal(343, documents.Count);
        Assert.Equal(63_915 - 342, documents.Sum(document => document.Count));
    }

    internal static byte[] Compress(ReadOnlySpan<byte> text)
    {
        using MemoryStream compressed = new();
        using (GZipStream stream = new(compressed, CompressionLevel.Fastest))
            stream.Write(text);
        return compressed.ToArray();
    }

    private static IEnumerable<IReadOnlyList<string>> Read(params string[] files) => Corpus.Open(files).ReadDocuments();
}
