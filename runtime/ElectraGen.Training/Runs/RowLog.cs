using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ElectraGen.Training.Metrics;

namespace ElectraGen.Training.Runs;

/// <summary>A <c>.jsonl</c> file that a run adds rows to, and the rows that it has so far.</summary>
internal sealed class RowLog<T> : IDisposable
    where T : class, IMetricsRow
{
    private readonly JsonTypeInfo<T> type;
    private readonly List<T> rows = [];
    private readonly StreamWriter writer;

    /// <summary>Opens or makes the file. Rows of steps after <paramref name="stepsDone"/>, and what a killed run left of its last row, are cut.</summary>
    public RowLog(string path, JsonTypeInfo<T> type, int stepsDone)
    {
        this.type = type;
        rows.AddRange(Read(path, type).Where(row => row.Step <= stepsDone));
        string partial = path + ".partial";
        File.WriteAllLines(partial, rows.Select(row => JsonSerializer.Serialize(row, type)));
        File.Move(partial, path, overwrite: true);
        writer = new StreamWriter(path, append: true, new UTF8Encoding(false)) { NewLine = "\n", AutoFlush = true };
    }

    /// <summary>All rows, oldest first.</summary>
    public IReadOnlyList<T> Rows => rows;

    /// <summary>Adds a row.</summary>
    public void Add(T row)
    {
        rows.Add(row);
        writer.WriteLine(JsonSerializer.Serialize(row, type));
    }

    public void Dispose() => writer.Dispose();

    /// <summary>All whole rows of a file; none where it is not there.</summary>
    public static IEnumerable<T> Read(string path, JsonTypeInfo<T> type)
    {
        if (!File.Exists(path))
            yield break;
        foreach (string line in File.ReadLines(path))
        {
            if (TryParse(line, type) is not T row)
                yield break;
            yield return row;
        }
    }

    private static T? TryParse(string line, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException)
        {
            // Half a row is what a process leaves that was killed while writing it
            return null;
        }
    }
}
