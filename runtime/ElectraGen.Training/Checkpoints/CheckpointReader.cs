using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Checkpoints;

/// <summary>Finds, verifies and loads checkpoints.</summary>
internal static class CheckpointReader
{
    /// <summary>The newest checkpoint of a run that is whole; null where there is none.</summary>
    /// <param name="runFolder">The run.</param>
    /// <param name="model">The model that it has to be of.</param>
    /// <param name="skipped">Gets the sentence about each damaged one that is passed over.</param>
    public static (string Folder, CheckpointState State)? FindNewest(string runFolder, IModel model, Action<string> skipped)
    {
        foreach ((string folder, _) in CheckpointFiles.List(runFolder))
        {
            try
            {
                return (folder, Verify(folder, model));
            }
            catch (DamagedCheckpointException damage)
            {
                skipped($"{damage.Message} It is passed over.");
            }
        }
        return null;
    }

    /// <summary>Verifies every file of a checkpoint against its manifest, and that it is of this model.</summary>
    /// <exception cref="DamagedCheckpointException">It is not whole.</exception>
    /// <exception cref="ElectraGenException">It is of another model.</exception>
    public static CheckpointState Verify(string folder, IModel model)
    {
        CheckpointManifest manifest = ReadJson(folder, CheckpointFiles.Manifest, CheckpointJson.Default.CheckpointManifest);
        foreach (string file in (ReadOnlySpan<string>)[CheckpointFiles.Model, CheckpointFiles.Optimizer, CheckpointFiles.State])
        {
            if (!manifest.Files.TryGetValue(file, out ManifestEntry? entry))
                throw new DamagedCheckpointException($"The checkpoint {folder} is damaged: its manifest lacks {file}.");
            VerifyFile(folder, file, entry);
        }
        CheckpointState state = ReadJson(folder, CheckpointFiles.State, CheckpointJson.Default.CheckpointState);
        if (state.Model != model.Description.Name)
            throw new ElectraGenException($"The checkpoint {folder} is of the model {state.Model}, not of {model.Description.Name}.");
        if (state.Shapes != CheckpointState.HashShapes(model))
            throw new ElectraGenException($"The checkpoint {folder} is of a {state.Model} with other tensors than the one declared now; restore that declaration or start a new run.");
        return state;
    }

    /// <summary>Loads parameters and moments of a verified checkpoint into a session.</summary>
    public static void Load(string folder, IModel model, ISession session)
    {
        ParameterTensors tensors = new(model, session);
        using SafetensorsFile parameters = SafetensorsFile.Open(Path.Combine(folder, CheckpointFiles.Model));
        tensors.Load(parameters, SegmentKind.Parameters, static parameter => parameter.Name);
        using SafetensorsFile moments = SafetensorsFile.Open(Path.Combine(folder, CheckpointFiles.Optimizer));
        tensors.Load(moments, SegmentKind.FirstMoments, CheckpointFiles.FirstMoment);
        tensors.Load(moments, SegmentKind.SecondMoments, CheckpointFiles.SecondMoment);
    }

    private static void VerifyFile(string folder, string file, ManifestEntry entry)
    {
        try
        {
            using FileStream stream = File.OpenRead(Path.Combine(folder, file));
            if (stream.Length != entry.Bytes)
                throw new DamagedCheckpointException($"The checkpoint {folder} is damaged: {file} has {stream.Length} bytes where {entry.Bytes} were written.");
            if (!Convert.ToHexStringLower(SHA256.HashData(stream)).Equals(entry.Sha256, StringComparison.OrdinalIgnoreCase))
                throw new DamagedCheckpointException($"The checkpoint {folder} is damaged: {file} has another checksum than was written.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DamagedCheckpointException($"The checkpoint {folder} is damaged: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private static T ReadJson<T>(string folder, string file, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using FileStream stream = File.OpenRead(Path.Combine(folder, file));
            return JsonSerializer.Deserialize(stream, type) ?? throw new JsonException("it holds null");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DamagedCheckpointException($"The checkpoint {folder} is damaged: {file} cannot be read ({exception.Message.TrimEnd('.')}).", exception);
        }
    }
}

/// <summary>A checkpoint that is not as it was written.</summary>
internal sealed class DamagedCheckpointException : ElectraGenException
{
    public DamagedCheckpointException(string message)
        : base(message)
    {
    }

    public DamagedCheckpointException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
