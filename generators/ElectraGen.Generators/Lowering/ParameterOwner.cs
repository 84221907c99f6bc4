namespace ElectraGen.Generators.Lowering;

/// <summary>Whose parameters those of a module are.</summary>
/// <param name="Scope">What they are named under in emitted code.</param>
/// <param name="Role">The role that their published names begin with.</param>
/// <param name="TiedRole">Another role that has the same ones, if any.</param>
internal sealed record ParameterOwner(string Scope, string Role, string? TiedRole = null)
{
    public static ParameterOwner Of(string role) => new(role, role);
}
