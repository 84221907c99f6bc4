using System.Globalization;
using System.Text.Json;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Runs;

/// <summary>Where a run keeps its files.</summary>
internal sealed class RunFolder
{
    public const string Description = "run.json", Metrics = "metrics.jsonl", Evaluation = "evaluation.jsonl", Alarms = "alarms.jsonl", Vocabulary = "vocab.txt";

    private RunFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>A file of the run.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Chooses a folder for a new run, or the one of a run that is to be continued; makes nothing yet.</summary>
    /// <param name="output">The folder that was asked for; null: <c>runs/MODEL-N</c> with the next free N.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="resume">Whether the folder may be there already.</param>
    /// <exception cref="ElectraGenException">It is there already.</exception>
    public static RunFolder Choose(string? output, string model, bool resume)
    {
        string path = output ?? (resume ? NewestOf(model) : null) ?? NextFree(model);
        if (!resume && (System.IO.File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())))
            throw new ElectraGenException($"The output folder {path} exists already; add --resume to continue the run in it, or name another --output.");
        return new RunFolder(path);
    }

    /// <summary>Makes the folder where it is not there.</summary>
    /// <exception cref="ElectraGenException">It cannot be made.</exception>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ElectraGenException($"The output folder {Path} cannot be made ({exception.Message.TrimEnd('.')}); name another --output.", exception);
        }
    }

    /// <summary>The folder of a run that is there.</summary>
    /// <exception cref="ElectraGenException">There is no run in it.</exception>
    public static RunFolder Existing(string path) =>
        System.IO.File.Exists(System.IO.Path.Combine(path, Description))
            ? new RunFolder(path)
            : throw new ElectraGenException($"The folder {path} is no run: it has no {Description}.");

    /// <summary>The run's description; null where none was written yet.</summary>
    /// <exception cref="ElectraGenException">It cannot be read.</exception>
    public RunDescription? ReadDescription()
    {
        string path = File(Description);
        if (!System.IO.File.Exists(path))
            return null;
        try
        {
            using FileStream stream = System.IO.File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, RunJson.Default.RunDescription);
        }
        catch (JsonException exception)
        {
            throw new ElectraGenException($"{path} cannot be read ({exception.Message.TrimEnd('.')}); start a new run.", exception);
        }
    }

    /// <summary>Stops where another run was begun in the folder; returns what was begun, or null.</summary>
    /// <exception cref="ElectraGenException">Something that decides the result differs.</exception>
    public RunDescription? RequireSame(RunDescription description)
    {
        RunDescription? begun = ReadDescription();
        if (begun is not null)
            description.RequireSame(begun, Path);
        return begun;
    }

    /// <summary>Writes the run's description, whole or not at all.</summary>
    public void WriteDescription(RunDescription description)
    {
        string path = File(Description), partial = path + ".partial";
        System.IO.File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(description, RunJson.Default.RunDescription));
        System.IO.File.Move(partial, path, overwrite: true);
    }

    private static string Numbered(string model, int number) =>
        System.IO.Path.Combine("runs", $"{model}-{number.ToString(CultureInfo.InvariantCulture)}");

    private static string NextFree(string model)
    {
        int number = 1;
        while (System.IO.Path.Exists(Numbered(model, number)))
            number++;
        return Numbered(model, number);
    }

    private static string? NewestOf(string model)
    {
        int number = 1;
        while (Directory.Exists(Numbered(model, number)))
            number++;
        return number == 1 ? null : Numbered(model, number - 1);
    }
}
