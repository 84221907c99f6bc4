using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>The models of this package.</summary>
public static class PublishedModels
{
    /// <summary>One of each, in the order of their names.</summary>
    public static IReadOnlyList<IModel> All => ElectraModels.All;
}
