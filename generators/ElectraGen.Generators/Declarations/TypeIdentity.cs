using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Declarations;

/// <summary>
/// How a declared class is found and opened again in another file. Names are C# text (keywords escaped).
/// Compares by structure; add only members that do.
/// </summary>
/// <param name="MetadataName">Namespace, containing types and name as in metadata: unique in the compilation but for file-local types.</param>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="Containers">What opens each containing type, outermost first: <c>partial class Outer</c>.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Keyword"><c>class</c> or <c>record</c>.</param>
/// <param name="IsPartial">Whether the class and all that contain it are partial.</param>
/// <param name="Obstacle">Why no second part of it can be written, or empty.</param>
/// <param name="IsReachable">Whether other code of the assembly may name it.</param>
internal sealed record TypeIdentity(
    string MetadataName,
    string Namespace,
    EquatableArray<string> Containers,
    string Name,
    string Keyword,
    bool IsPartial,
    string Obstacle,
    bool IsReachable);
