using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ElectraGen.Generators.Declarations;

/// <summary>A place in a file, without the syntax tree that it came from. Compares by structure.</summary>
internal sealed record SourcePosition(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static SourcePosition Of(Location location)
    {
        FileLinePositionSpan lines = location.GetLineSpan();
        return new SourcePosition(lines.Path, location.SourceSpan, lines.Span);
    }

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
