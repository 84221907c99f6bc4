using System.Text;

namespace ElectraGen.Generators.Emission;

/// <summary>
/// Collects indented lines. Comments behind the lines of one block stand in one column. Lines end in <c>\n</c> everywhere.
/// </summary>
internal sealed class SourceWriter
{
    private const int IndentSize = 4;

    /// <summary>Where <see cref="Wrapped"/> breaks, without the indentation of the block.</summary>
    private const int LongestLine = 110;

    private readonly List<WrittenLine> lines = [];
    private int depth;

    public void Line(string code = "", string comment = "") => lines.Add(new(code.Length == 0 ? -1 : depth, code, comment));

    /// <summary>A line that belongs to the one above: indented once more, its comment in the same column.</summary>
    public void Continuation(string code, string comment = "") => Line(new string(' ', IndentSize) + code, comment);

    /// <summary>
    /// A list behind <paramref name="opening"/> that goes on in a second line where it is too long for one. Behind each line
    /// stands the comment of its last item that has one.
    /// </summary>
    public void Wrapped(string opening, IReadOnlyList<ListItem> items, string closing)
    {
        string line = opening, comment = "";
        Action<string, string> write = Line;
        for (int index = 0; index < items.Count; index++)
        {
            ListItem item = items[index];
            string end = index == items.Count - 1 ? closing : ",";
            if (index > 0 && line.Length + 1 + item.Text.Length + end.Length > LongestLine)
            {
                write(line, comment);
                write = Continuation;
                line = "";
            }

            line += (index == 0 || line.Length == 0 ? "" : " ") + item.Text + end;
            comment = item.Comment.Length > 0 ? item.Comment : comment;
        }

        write(line, comment);
    }

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
