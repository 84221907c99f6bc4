using System.Globalization;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Checkpoints;

/// <summary>The names inside a checkpoint's folder, and of the folder itself.</summary>
internal static class CheckpointFiles
{
    public const string Model = "model.safetensors", Optimizer = "optimizer.safetensors", State = "state.json", Manifest = "manifest.json";

    private const string FolderPrefix = "checkpoint-", PartialSuffix = ".partial";

    /// <summary>Name of a first moment in <see cref="Optimizer"/>.</summary>
    public static string FirstMoment(ParameterDescription parameter) => "first_moment/" + parameter.Name;

    /// <summary>Name of a second moment in <see cref="Optimizer"/>.</summary>
    public static string SecondMoment(ParameterDescription parameter) => "second_moment/" + parameter.Name;

    /// <summary>The folder of a complete checkpoint.</summary>
    public static string Folder(string runFolder, int step) =>
        Path.Combine(runFolder, FolderPrefix + step.ToString(CultureInfo.InvariantCulture));

    /// <summary>The folder of one that is being written.</summary>
    public static string PartialFolder(string runFolder, int step) => Folder(runFolder, step) + PartialSuffix;

    /// <summary>The complete checkpoints of a run, newest first.</summary>
    public static IReadOnlyList<(string Folder, int Step)> List(string runFolder)
    {
        List<(string Folder, int Step)> found = [];
        foreach (string folder in Directory.GetDirectories(runFolder, FolderPrefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan())[FolderPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int step))
                found.Add((folder, step));
        }
        return [.. found.OrderByDescending(static checkpoint => checkpoint.Step)];
    }

    /// <summary>Removes what an interrupted writer left behind.</summary>
    public static void RemovePartial(string runFolder)
    {
        foreach (string folder in Directory.GetDirectories(runFolder, FolderPrefix + "*" + PartialSuffix))
            Directory.Delete(folder, recursive: true);
    }
}
