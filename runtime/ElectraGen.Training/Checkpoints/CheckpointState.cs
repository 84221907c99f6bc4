using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using ElectraGen.Runtime;
using ElectraGen.Training.Data;
using ElectraGen.Training.Optimization;

namespace ElectraGen.Training.Checkpoints;

/// <summary>
/// <c>state.json</c>: what a run needs beside its tensors to go on as if it had never stopped. All random draws are counted by the
/// seed, the step and the place in the data, so these are the whole random state.
/// </summary>
/// <param name="Model">The model's name.</param>
/// <param name="Shapes">Hash of the model's tensors, see <see cref="HashShapes"/>.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps of the whole run, which the learning rate depends on.</param>
/// <param name="Batch">Sequences per step.</param>
/// <param name="Precision">How wide the run keeps activations, see <see cref="Precisions.NameOf"/>.</param>
/// <param name="LossScale">How the loss is scaled.</param>
/// <param name="Data">The place in the data.</param>
/// <param name="Tiers">The tiers of matrix products that round elements, by class of products; null where none does: then they change no bit.</param>
/// <param name="MicroBatch">Sequences on the device at one time; null: the whole batch.</param>
internal sealed record CheckpointState(
    string Model, string Shapes, uint Seed, int Step, int Steps, int Batch, string Precision, LossScale LossScale, DataCursor Data,
    SortedDictionary<string, string>? Tiers = null, int? MicroBatch = null)
{
    /// <summary>The tiers by which a device computed products so far, where they decide on bits. Their tiles do not, see <see cref="IDevice.Tuning"/>.</summary>
    public static SortedDictionary<string, string>? TiersOf(IDevice device) => device.Precision.IsNarrow()
        ? new(device.Tuning.ToDictionary(static choice => choice.Key, static choice => choice.Value.Split(' ')[0]), StringComparer.Ordinal)
        : null;

    /// <summary>SHA-256, in hexadecimal, of the names and shapes of a model's tensors.</summary>
    public static string HashShapes(IModel model)
    {
        StringBuilder text = new();
        foreach (ParameterDescription parameter in model.Parameters)
            text.Append(parameter.Name).Append(' ').AppendJoin('×', parameter.Shape).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <summary><c>manifest.json</c>: every other file of a checkpoint with its length and SHA-256.</summary>
internal sealed record CheckpointManifest(SortedDictionary<string, ManifestEntry> Files);

/// <summary>One file.</summary>
internal sealed record ManifestEntry(long Bytes, string Sha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n",
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CheckpointState))]
[JsonSerializable(typeof(CheckpointManifest))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
