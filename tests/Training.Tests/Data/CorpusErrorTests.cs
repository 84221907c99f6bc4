using System.Text;
using ElectraGen.Runtime;
using ElectraGen.Training.Data;

namespace Training.Tests.Data;

/// <summary>Every way in which a corpus is not one, and the sentence for it.</summary>
public sealed class CorpusErrorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NoFile() => Assert.Contains("name at least one", MessageOf());

    [Fact]
    public void MissingFile() => Assert.Contains("absent.txt' does not exist", MessageOf(folder["absent.txt"]));

    [Fact]
    public void MissingFolder() => Assert.Contains("does not exist", MessageOf(folder["absent/text.txt"]));

    [Fact]
    public void FolderInsteadOfFile()
    {
        Directory.CreateDirectory(folder["text.txt"]);

        Assert.Contains("is a folder", MessageOf(folder["text.txt"]));
    }

    [Theory]
    [InlineData("text.pdf")]
    [InlineData("text.gz")]
    [InlineData("text")]
    public void UnknownEnding(string name) => Assert.Contains("unknown ending", MessageOf(folder.Write(name, "one")));

    [Theory]
    [InlineData("")]
    [InlineData("\n \n\t\r\n")]
    public void EmptyText(string text) => Assert.Contains("holds no text", MessageOf(folder.Write("text.txt", text)));

    [Fact]
    public void EmptyFileAmongOthers() =>
        Assert.Contains("empty.txt' holds no text", MessageOf(folder.Write("text.txt", "one"), folder.Write("empty.txt", "")));

    [Fact]
    public void EmptyCompressedFile() => Assert.Contains("holds no text", MessageOf(folder.Write("text.txt.gz", CorpusTests.Compress(""u8))));

    [Fact]
    public void BinaryFileNamesByteAndLine()
    {
        string message = MessageOf(folder.Write("text.txt", "one\ntw\0o\n"));

        Assert.Contains("is binary", message);
        Assert.Contains("byte 6 (line 2)", message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200_000)]
    public void ByteThatIsNotUtf8IsNamed(int before)
    {
        byte[] text = [.. Encoding.ASCII.GetBytes(new string('a', before)), 0xE9, (byte)'b'];

        string message = MessageOf(folder.Write("text.txt", text));

        Assert.Contains("is not UTF-8", message);
        Assert.Contains($"byte {before} (line 1)", message);
    }

    [Fact]
    public void ByteThatIsNotUtf8IsCountedFromTheFileStart()
    {
        byte[] text = [.. Encoding.UTF8.Preamble, .. "one\nté"u8, 0xFF];

        Assert.Contains("byte 10 (line 2)", MessageOf(folder.Write("text.txt", text)));
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    public void OverlongSurrogateTooLargeAndCutSequences(byte[] text) =>
        Assert.Contains("is not UTF-8", MessageOf(folder.Write("text.txt", text)));

    [Theory]
    [InlineData("{")]
    [InlineData("one")]
    [InlineData("""{"text": "\ud800"}""")]
    [InlineData("""{"text": "one"} {"text": "two"}""")]
    public void LineThatIsNotJsonIsNamed(string line) =>
        Assert.Contains("Line 2 of", MessageOf(folder.Write("text.jsonl", $$"""{"text": "one"}""" + "\n" + line + "\n")));

    [Theory]
    [InlineData("[]")]
    [InlineData("\"one\"")]
    [InlineData("{}")]
    [InlineData("""{"text": 3}""")]
    [InlineData("""{"text": null}""")]
    public void LineWithoutTextFieldIsNamed(string line) =>
        Assert.Contains("Line 1 of", MessageOf(folder.Write("text.jsonl", line)));

    [Fact]
    public void FileThatIsNotCompressed() =>
        Assert.Contains("cannot be read", MessageOf(folder.Write("text.txt.gz", "not compressed at all")));

    [Fact]
    public void CompressedFileThatIsCut()
    {
        byte[] whole = CorpusTests.Compress(Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, 10_000))));

        Assert.Contains("cannot be read", MessageOf(folder.Write("text.txt.gz", whole[..(whole.Length / 2)])));
    }

    private static string MessageOf(params string[] files) =>
        Assert.Throws<ElectraGenException>(() => Corpus.Open(files).ReadDocuments().ToList()).Message;
}
