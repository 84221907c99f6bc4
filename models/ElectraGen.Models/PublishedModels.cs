using ElectraGen.Runtime;

namespace ElectraGen.Models;

/// <summary>The models that this package declares.</summary>
public static class PublishedModels
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<IModel> All => [];
}
