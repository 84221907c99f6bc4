using System.Text;

namespace ElectraGen.Generators.Emission;

/// <summary>
/// Collects indented lines. Comments behind the lines of one block stand in one column. Lines end in <c>\n</c> everywhere.
/// </summary>
internal sealed class SourceWriter
{
    private const int IndentSize = 4;

    private readonly List<WrittenLine> lines = [];
    private int depth;

    public void Line(string code = "", string comment = "") => lines.Add(new(code.Length == 0 ? -1 : depth, code, comment));

    /// <summary>A line that belongs to the one above: indented once more, its comment in the same column.</summary>
    public void Continuation(string code, string comment = "") => Line(new string(' ', IndentSize) + code, comment);

    /// <summary>A header, an opening brace, and on disposal the closing one.</summary>
    public IDisposable Block(string header)
    {
        Line(header);
        return OpenBlock();
    }

    public IDisposable OpenBlock(string closing = "}")
    {
        Line("{");
        depth++;
        return new Closing(this, closing);
    }

    public override string ToString()
    {
        StringBuilder text = new();
        int column = 0;
        for (int index = 0; index < lines.Count; index++)
        {
            WrittenLine line = lines[index];
            if (index == 0 || lines[index - 1].Depth != line.Depth)
                column = CommentColumn(index);
            if (line.Code.Length > 0)
                text.Append(' ', line.Depth * IndentSize).Append(line.Code);
            if (line.Comment.Length > 0)
                text.Append(' ', column - line.Code.Length).Append("// ").Append(line.Comment);
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Where comments stand in the run of lines of one depth that starts here.</summary>
    private int CommentColumn(int start) =>
        lines.Skip(start)
            .TakeWhile(line => line.Depth == lines[start].Depth)
            .Where(line => line.Comment.Length > 0)
            .Select(line => line.Code.Length + 2)
            .DefaultIfEmpty(0)
            .Max();

    private readonly record struct WrittenLine(int Depth, string Code, string Comment);

    private sealed class Closing(SourceWriter writer, string closing) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            writer.Line(closing);
        }
    }
}
