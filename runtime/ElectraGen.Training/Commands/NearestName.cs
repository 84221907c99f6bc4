namespace ElectraGen.Training.Commands;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class NearestName
{
    /// <summary>The end of a sentence about an unknown name: the nearest candidate as a question, or what helps where none is near.</summary>
    public static string Suggest(string name, IEnumerable<string> candidates, string otherwise) =>
        Find(name, candidates) is string nearest ? $"did you mean \"{nearest}\"?" : otherwise + ".";

    /// <summary>The candidate with the fewest edits, ignoring case, where they are at most a third of the name.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        (string Candidate, int Edits)? best = null;
        foreach (string candidate in candidates)
        {
            int edits = Edits(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (edits <= Math.Max(2, candidate.Length / 3) && edits < candidate.Length && (best is null || edits < best.Value.Edits))
                best = (candidate, edits);
        }
        return best?.Candidate;
    }

    /// <summary>Insertions, deletions and replacements that turn one into the other (Levenshtein, 1966).</summary>
    private static int Edits(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        foreach ((int row, char letter) in left.Index())
        {
            int[] current = new int[right.Length + 1];
            current[0] = row + 1;
            for (int column = 0; column < right.Length; column++)
            {
                int replaced = previous[column] + (letter == right[column] ? 0 : 1);
                current[column + 1] = Math.Min(replaced, Math.Min(previous[column + 1], current[column]) + 1);
            }
            previous = current;
        }
        return previous[right.Length];
    }
}
