using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Emission;

/// <summary>
/// Names of emitted files. They come from metadata names and are unique ignoring case: hosts write them to disks that ignore it, and
/// refuse everything that a generator emits when two are equal.
/// </summary>
internal static class HintNames
{
    public static EquatableArray<HintName> Assign(ImmutableArray<TypeIdentity> types, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        List<HintName> names = [];
        foreach (TypeIdentity type in types.Distinct().OrderBy(type => type.MetadataName, StringComparer.Ordinal).ThenBy(type => type.Keyword, StringComparer.Ordinal))
        {
            string plain = Allowed(type.MetadataName), name = plain;
            // An identifier never starts with a digit, so a numbered name is nobody's own
            for (int number = 2; !taken.Add(name); number++)
                name = $"{plain}.{number.ToString(CultureInfo.InvariantCulture)}";
            names.Add(new(type, name));
        }

        return names.ToEquatableArray();
    }

    /// <summary>The name with what Roslyn does not take in a hint (combining marks, letters beyond 16 bits) as hexadecimal numbers.</summary>
    private static string Allowed(string name)
    {
        StringBuilder allowed = new();
        foreach (char letter in name)
            if (char.IsLetterOrDigit(letter) || letter is '.' or '+' or '_' or '`')
                allowed.Append(letter);
            else
                allowed.Append('(').Append(((int)letter).ToString("X4", CultureInfo.InvariantCulture)).Append(')');
        return allowed.ToString();
    }
}

/// <summary>The name of a model's files, without their suffix.</summary>
internal sealed record HintName(TypeIdentity Type, string Name);
