using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Declarations;

/// <summary>
/// A declaration and where its parts were written. The two are parted before lowering, so that moving a class re-runs nothing, and
/// joined again for diagnostics only.
/// </summary>
internal sealed record DeclarationSource(ModelDeclaration Model, EquatableArray<PartPosition> Positions)
{
    /// <summary>
    /// Position of a part, or of what contains it: <c>Generator.Heads</c>, else <c>Generator</c>, else the class itself.
    /// </summary>
    public SourcePosition PositionOf(string part)
    {
        foreach (PartPosition position in Positions)
            if (position.Part == part)
                return position.Position;
        int dot = part.LastIndexOf('.');
        return PositionOf(dot < 0 ? "" : part.Substring(0, dot));
    }
}

/// <summary>Where a part was written. The class itself is the part <c>""</c>, and the first.</summary>
internal sealed record PartPosition(string Part, SourcePosition Position);
