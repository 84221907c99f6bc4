using System.Text.Json;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Training.Data;

namespace Training.Tests.Data;

public class WordPieceTokenizerTests
{
    private static readonly WordPieceTokenizer Tokenizer = new(Vocabulary.Carried());

    public static TheoryData<string> FixtureNames => [.. Fixtures.Keys];

    private static Dictionary<string, JsonElement> Fixtures { get; } = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "tokenizer_fixtures.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement)
        .ToDictionary(fixture => fixture.GetProperty("name").GetString()!);

    [Theory]
    [MemberData(nameof(FixtureNames))]
    public void PublishedExampleGivesPublishedIds(string name)
    {
        JsonElement fixture = Fixtures[name];
        List<int> ids = [SpecialTokens.Classification, .. Tokenizer.Encode(fixture.GetProperty("text").GetString()!), SpecialTokens.Separator];
        if (fixture.TryGetProperty("text_pair", out JsonElement pair))
            ids.AddRange([.. Tokenizer.Encode(pair.GetString()!), SpecialTokens.Separator]);

        Assert.Equal(fixture.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()), ids);
    }

    [Fact]
    public void AllPublishedExamplesAreThere() => Assert.Equal(30, Fixtures.Count);

    [Theory]
    [InlineData("[MASK]", "[ mask ]")]
    [InlineData("a[SEP]b", "a [ sep ] b")]
    [InlineData("caf\u00e9", "cafe\u0301")]
    [InlineData("\u212bngstr\u00f6m", "angstrom")]
    [InlineData("\u0130STANBUL", "istanbul")]
    [InlineData("one\u2028two\u00a0three\u3000four", "one two three four")]
    [InlineData("so\u00adft zero\u200bwidth", "soft zerowidth")]
    [InlineData("x=y^2+1", "x = y ^ 2 + 1")]
    public void TextEqualsItsPlainSpelling(string text, string plain) => Assert.Equal(Tokenizer.Encode(plain), Tokenizer.Encode(text));

    [Theory]
    [InlineData(100, 100)]
    [InlineData(101, 1)]
    public void WordOfMoreThan100CharactersIsUnknown(int length, int expectedTokens)
    {
        // Four-character pieces of this word would be in the vocabulary; a run of rare letters keeps one token a letter
        IReadOnlyList<int> ids = Tokenizer.Encode(string.Concat(Enumerable.Repeat("\u05d0", length)));

        Assert.Equal(expectedTokens, ids.Count);
        Assert.Equal(expectedTokens == 1, ids[0] == SpecialTokens.Unknown);
    }

    [Fact]
    public void ThreadsDoNotDisturbEachOther()
    {
        string[] texts = [.. Fixtures.Values.Select(fixture => fixture.GetProperty("text").GetString()!)];
        IReadOnlyList<int>[] expected = [.. texts.Select(Tokenizer.Encode)];

        Parallel.For(0, 2_000, index => Assert.Equal(expected[index % texts.Length], Tokenizer.Encode(texts[index % texts.Length])));
    }
}
