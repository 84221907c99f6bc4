using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ElectraGen.Generators.Tests.Harness;

/// <summary>A source whose expected diagnostics stand in it: <c>{|EG0108:Heads = 3|}</c>, several as <c>{|EG0201,EG0202:Small|}</c>.</summary>
internal sealed class MarkedSource
{
    private readonly string text;
    private readonly List<(string Id, string Text)> expected = [];

    private MarkedSource(string marked)
    {
        StringBuilder plain = new();
        for (int index = 0; index < marked.Length;)
        {
            int open = marked.IndexOf("{|", index, StringComparison.Ordinal);
            plain.Append(marked, index, (open < 0 ? marked.Length : open) - index);
            if (open < 0)
                break;
            int colon = marked.IndexOf(':', open), close = marked.IndexOf("|}", open, StringComparison.Ordinal);
            string inner = marked[(colon + 1)..close];
            foreach (string id in marked[(open + 2)..colon].Split(','))
                expected.Add((id, $"{plain.Length}: {inner}"));
            plain.Append(inner);
            index = close + 2;
        }

        text = plain.ToString();
    }

    /// <summary>Holds what is reported against the marks, and the only diagnostic's sentence against <paramref name="message"/>.</summary>
    public static async Task Verify(string marked, string? message = null)
    {
        MarkedSource source = new(marked);
        Diagnostic[] reported =
        [
            .. await GeneratorRun.Compile(source.text)
                .WithAnalyzers([new ElectraGen.Generators.Diagnostics.DeclarationAnalyzer()]).GetAnalyzerDiagnosticsAsync(),
            .. GeneratorRun.Of(source.text).Result.Diagnostics,
        ];
        Assert.Equal(
            source.expected.Order(),
            reported.Select(diagnostic => (diagnostic.Id, source.Describe(diagnostic.Location.SourceSpan))).Order());
        if (message is not null)
            Assert.Equal(message, Assert.Single(reported).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    private string Describe(TextSpan span) => $"{span.Start}: {text.Substring(span.Start, span.Length)}";
}
