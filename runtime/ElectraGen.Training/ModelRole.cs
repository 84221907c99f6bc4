using ElectraGen.Runtime;

namespace ElectraGen.Training;

/// <summary>A network of a model, by the prefix of its tensors' names.</summary>
internal sealed record ModelRole(string Name)
{
    public static ModelRole Generator { get; } = new("generator");

    public static ModelRole Discriminator { get; } = new("discriminator");

    /// <summary>What stands before Hugging Face's names.</summary>
    public string Prefix => Name + ".";
}

/// <summary>Which network a tensor is of.</summary>
internal static class ParameterRoles
{
    /// <summary>Its name and all other names of it.</summary>
    public static IEnumerable<string> AllNames(this ParameterDescription parameter) => parameter.TiedNames.Prepend(parameter.Name);

    /// <summary>Whether the network uses the tensor, as its own or as a shared one.</summary>
    public static bool BelongsTo(this ParameterDescription parameter, ModelRole role) =>
        parameter.AllNames().Any(name => name.StartsWith(role.Prefix, StringComparison.Ordinal));
}
