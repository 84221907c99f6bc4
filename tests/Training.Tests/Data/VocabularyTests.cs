using System.Text;
using ElectraGen.Runtime;
using ElectraGen.Training.Data;

namespace Training.Tests.Data;

public sealed class VocabularyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void CarriedVocabularyIsThePublishedOne()
    {
        Vocabulary vocabulary = Vocabulary.Carried();

        Assert.Equal(30_522, vocabulary.Size);
        Assert.Equal("07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3", vocabulary.Hash);
    }

    [Fact]
    public void WindowsLineEndsChangeNothing()
    {
        string file = folder.Write("vocab.txt", Vocabulary.Carried().Text.Replace("\n", "\r\n"));

        Assert.Equal(Vocabulary.Carried().Hash, Vocabulary.Read(file).Hash);
    }

    [Fact]
    public void AnotherSizeThanDeclaredNamesBoth()
    {
        ElectraGenException exception = Assert.Throws<ElectraGenException>(() => Vocabulary.Carried().RequireSize(1_000));

        Assert.Contains("30522", exception.Message);
        Assert.Contains("1000", exception.Message);
    }

    [Theory]
    [InlineData("[PAD]")]
    [InlineData("[UNK]")]
    [InlineData("[CLS]")]
    [InlineData("[SEP]")]
    [InlineData("[MASK]")]
    public void MissingSpecialTokenIsNamed(string piece)
    {
        string file = folder.Write("vocab.txt", Vocabulary.Carried().Text.Replace(piece + "\n", "[other]\n"));

        Assert.Contains($"has no {piece}", Assert.Throws<ElectraGenException>(() => Vocabulary.Read(file)).Message);
    }

    [Fact]
    public void MovedSpecialTokenNamesBothLines()
    {
        string file = folder.Write("vocab.txt", Vocabulary.Carried().Text.Replace("[CLS]\n[SEP]\n", "[SEP]\n[CLS]\n"));

        string message = Assert.Throws<ElectraGenException>(() => Vocabulary.Read(file)).Message;

        Assert.Contains("[CLS] in line 103; it must stand in line 102", message);
    }

    [Fact]
    public void PieceThatStandsTwiceIsNamed()
    {
        string file = folder.Write("vocab.txt", Vocabulary.Carried().Text + "the\n");

        Assert.Contains("'the' twice", Assert.Throws<ElectraGenException>(() => Vocabulary.Read(file)).Message);
    }

    [Fact]
    public void MissingFileIsNamed() =>
        Assert.Contains("does not exist", Assert.Throws<ElectraGenException>(() => Vocabulary.Read(folder["absent.txt"])).Message);

    [Fact]
    public void FileThatIsNotTextIsRefused()
    {
        string file = folder.Write("vocab.txt", Encoding.Unicode.GetBytes("[PAD]\n"));

        Assert.Throws<ElectraGenException>(() => Vocabulary.Read(file));
    }
}
