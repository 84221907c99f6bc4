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
}
