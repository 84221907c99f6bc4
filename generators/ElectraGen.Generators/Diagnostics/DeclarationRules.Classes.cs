using ElectraGen.Generators.Declarations;

namespace ElectraGen.Generators.Diagnostics;

// Rules on classes and roles.
internal static partial class DeclarationRules
{
    /// <summary>Members of the generated part; a class cannot have the name of one of its members.</summary>
    private static readonly string[] GeneratedMembers = ["Plan", "Parameters", "Recomputing", Roles.Generator, Roles.Discriminator];

    private static IEnumerable<Violation> NotPartial(ModelDeclaration model)
    {
        if (!model.Type.IsPartial)
            yield return Violation.Of("", model.Type.Name);
        foreach (EncoderDeclaration encoder in model.Encoders)
            if (!encoder.IsPartial)
                yield return Violation.Of(encoder.Role, encoder.Role);
    }

    private static IEnumerable<Violation> NotExtensible(ModelDeclaration model)
    {
        if (model.Type.Obstacle.Length > 0)
            yield return Violation.Of("", model.Type.Name, model.Type.Obstacle);
        else if (GeneratedMembers.Contains(model.Type.Name))
            yield return Violation.Of("", model.Type.Name, "has the name of a generated member");
    }

    private static IEnumerable<Violation> MissingRole(ModelDeclaration model) =>
        from role in Roles.All
        where role != Roles.Generator || OnlyObjective(model)?.HasGenerator != false
        where DeclaredRoles(model).All(declared => declared != role)
        where DeclaredRoles(model).All(declared => Roles.All.Contains(declared) || NearestRole(declared) != role)
        select Violation.Of("", model.Type.Name, role);

    private static IEnumerable<Violation> UnknownRole(ModelDeclaration model) =>
        from role in DeclaredRoles(model)
        where !Roles.All.Contains(role)
        select Violation.Of(role, role, NearestRole(role));

    /// <summary>Names of the classes that are encoders, or draw without a network.</summary>
    private static IEnumerable<string> DeclaredRoles(ModelDeclaration model) =>
        model.Encoders.Select(encoder => encoder.Role).Concat(model.Samplers.Select(sampler => sampler.Role)).Distinct();

    private static IEnumerable<Violation> RoleWithoutPart(ModelDeclaration model)
    {
        if (OnlyObjective(model)?.HasGenerator == false && DeclaredRoles(model).Contains(Roles.Generator))
            yield return Violation.Of(Roles.Generator, Roles.Generator, model.Objective.Name);
    }

    private static string NearestRole(string name) =>
        Roles.All.OrderBy(role => EditDistance(role.ToLowerInvariant(), name.ToLowerInvariant())).First();

    /// <summary>Letters to insert, delete or replace (Levenshtein), over the first 64 of each.</summary>
    private static int EditDistance(string left, string right)
    {
        const int longest = 64;
        int[] row = [.. Enumerable.Range(0, Math.Min(right.Length, longest) + 1)];
        for (int i = 1; i <= Math.Min(left.Length, longest); i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.Length; j++)
            {
                int replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[row.Length - 1];
    }
}
