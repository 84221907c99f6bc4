using System.Globalization;
using System.Text.Json;
using ElectraGen.Runtime;
using ElectraGen.Training.Runs;

namespace ElectraGen.Training.Comparisons;

/// <summary>Where a comparison keeps its runs and results.</summary>
internal sealed class ComparisonFolder
{
    private const string Facts = "comparison.json", Table = "comparison.md";

    private ComparisonFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>The folder of a new comparison, or of one that was begun; makes nothing yet.</summary>
    /// <exception cref="ElectraGenException">It holds something else.</exception>
    public static ComparisonFolder Open(string path)
    {
        bool isTaken = File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any());
        if (isTaken && !File.Exists(System.IO.Path.Combine(path, Facts)))
            throw new ElectraGenException($"The output folder {path} exists already and is no comparison: it has no {Facts}; name another --output.");
        return new ComparisonFolder(path);
    }

    /// <summary>The folder of a run.</summary>
    public RunFolder RunFolder(string model, uint seed) =>
        Runs.RunFolder.Choose(System.IO.Path.Combine(Path, $"{model}-seed-{seed.ToString(CultureInfo.InvariantCulture)}"), model, resume: true);

    /// <summary>What was written before; null where nothing was.</summary>
    /// <exception cref="ElectraGenException">It cannot be read.</exception>
    public ComparisonFacts? Read()
    {
        string path = System.IO.Path.Combine(Path, Facts);
        if (!File.Exists(path))
            return null;
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, ComparisonJson.Default.ComparisonFacts);
        }
        catch (JsonException exception)
        {
            throw new ElectraGenException($"{path} cannot be read ({exception.Message.TrimEnd('.')}); name another --output.", exception);
        }
    }

    /// <summary>Writes the facts and the table, each whole or not at all.</summary>
    public void Write(ComparisonFacts facts)
    {
        Directory.CreateDirectory(Path);
        Replace(Facts, JsonSerializer.Serialize(facts, ComparisonJson.Default.ComparisonFacts) + "\n");
        Replace(Table, ComparisonTable.Markdown(facts));
    }

    private void Replace(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name), partial = path + ".partial";
        File.WriteAllText(partial, text);
        File.Move(partial, path, overwrite: true);
    }
}
