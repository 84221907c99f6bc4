using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Checkpoints;

/// <summary>
/// Writes checkpoints so that one is either whole or not there: into a folder of another name, each file down to the disk, the
/// manifest last, then the rename.
/// </summary>
internal static class CheckpointWriter
{
    /// <summary>Writes a checkpoint and removes the oldest beyond <paramref name="keep"/>.</summary>
    /// <returns>Its folder.</returns>
    /// <exception cref="ElectraGenException">The disk refused; earlier checkpoints are untouched.</exception>
    public static string Write(string runFolder, IModel model, ISession session, CheckpointState state, int keep)
    {
        string partial = CheckpointFiles.PartialFolder(runFolder, state.Step), folder = CheckpointFiles.Folder(runFolder, state.Step);
        try
        {
            CheckpointFiles.RemovePartial(runFolder);
            Directory.CreateDirectory(partial);
            WriteFiles(partial, model, session, state);
            // Only a damaged checkpoint that a resumed run has passed over can stand here
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            Directory.Move(partial, folder);
            foreach ((string old, _) in CheckpointFiles.List(runFolder).Skip(keep))
                Directory.Delete(old, recursive: true);
            return folder;
        }
        // The last is what .NET calls it when a file outgrows what its file system or a quota allows
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" })
        {
            throw new ElectraGenException(
                $"The checkpoint of step {state.Step} could not be written ({exception.Message.TrimEnd('.')}); earlier checkpoints in {runFolder} are whole: make room and go on with --resume.",
                exception);
        }
    }

    private static void WriteFiles(string folder, IModel model, ISession session, CheckpointState state)
    {
        CheckpointManifest manifest = new(new SortedDictionary<string, ManifestEntry>(StringComparer.Ordinal));
        void Enlist(string file, string sha256) =>
            manifest.Files.Add(file, new ManifestEntry(new FileInfo(Path.Combine(folder, file)).Length, sha256));

        ParameterTensors tensors = new(model, session);
        Enlist(CheckpointFiles.Model, tensors.Write(
            Path.Combine(folder, CheckpointFiles.Model),
            [(SegmentKind.Parameters, static parameter => parameter.Name)]));
        Enlist(CheckpointFiles.Optimizer, tensors.Write(
            Path.Combine(folder, CheckpointFiles.Optimizer),
            [(SegmentKind.FirstMoments, CheckpointFiles.FirstMoment), (SegmentKind.SecondMoments, CheckpointFiles.SecondMoment)]));
        Enlist(CheckpointFiles.State, WriteJson(Path.Combine(folder, CheckpointFiles.State), state, CheckpointJson.Default.CheckpointState));
        WriteJson(Path.Combine(folder, CheckpointFiles.Manifest), manifest, CheckpointJson.Default.CheckpointManifest);
    }

    private static string WriteJson<T>(string path, T value, JsonTypeInfo<T> type)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(value, type);
        using FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
