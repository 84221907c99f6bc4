using System.Text.Json;
using ElectraGen.Runtime;
using ElectraGen.Training.Checkpoints;

namespace ElectraGen.Training.Exports;

/// <summary>
/// Writes folders that Hugging Face's <c>ElectraForPreTraining</c> (a network that detects) and <c>ElectraForMaskedLM</c> (one that
/// names tokens) load.
/// </summary>
internal static class HuggingFaceExport
{
    // Tied to the word embeddings there: a file that has it too is refused
    private const string TiedHead = "generator_lm_head.weight";

    // What the classes have a place for; a head that no other objective has stays in the checkpoint
    private static readonly string[] Modules = ["electra.", "discriminator_predictions.", "generator_predictions.", "generator_lm_head."];

    /// <summary>The class that loads a network: by its head.</summary>
    public static string ArchitectureOf(IModel model, ModelRole role)
    {
        bool namesTokens = model.Parameters.SelectMany(static parameter => parameter.AllNames())
            .Any(name => name.StartsWith($"{role.Prefix}generator_predictions.", StringComparison.Ordinal));
        return namesTokens ? "ElectraForMaskedLM" : "ElectraForPreTraining";
    }

    /// <summary>Writes <c>discriminator/</c> and, where the model has one, <c>generator/</c> into a folder that is made anew.</summary>
    /// <param name="model">The model.</param>
    /// <param name="checkpoint">A verified checkpoint of it.</param>
    /// <param name="vocabulary">The run's <c>vocab.txt</c>.</param>
    /// <param name="output">The folder; it must not exist.</param>
    public static void Write(IModel model, string checkpoint, string vocabulary, string output)
    {
        if (Path.Exists(output))
            throw new ElectraGenException($"The output {output} exists already; name a folder that does not.");
        ModelDescription description = model.Description;
        RequireExpressible(ModelRole.Discriminator, description.Discriminator);
        if (description.Generator is EncoderDescription expressible)
            RequireExpressible(ModelRole.Generator, expressible);
        using SafetensorsFile parameters = SafetensorsFile.Open(Path.Combine(checkpoint, CheckpointFiles.Model));
        string partial = Path.TrimEndingDirectorySeparator(output) + ".partial";
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        WriteRole(ModelRole.Discriminator, description.Discriminator);
        if (description.Generator is EncoderDescription generator)
            WriteRole(ModelRole.Generator, generator);
        Directory.Move(partial, output);

        void WriteRole(ModelRole role, EncoderDescription encoder)
        {
            string folder = Path.Combine(partial, role.Name);
            Directory.CreateDirectory(folder);
            WriteTensors(model, role, parameters, Path.Combine(folder, "model.safetensors"));
            File.WriteAllBytes(
                Path.Combine(folder, "config.json"),
                JsonSerializer.SerializeToUtf8Bytes(HuggingFaceConfiguration.Of(description, encoder, ArchitectureOf(model, role)), ExportJson.Default.HuggingFaceConfiguration));
            File.WriteAllBytes(
                Path.Combine(folder, "tokenizer_config.json"),
                JsonSerializer.SerializeToUtf8Bytes(new TokenizerConfiguration(description.Positions), ExportJson.Default.TokenizerConfiguration));
            File.Copy(vocabulary, Path.Combine(folder, "vocab.txt"));
        }
    }

    /// <summary>Sinusoids are a table like any other there.</summary>
    private static void RequireExpressible(ModelRole role, EncoderDescription encoder)
    {
        if (encoder.Norm != NormPlacement.Post)
            throw new ElectraGenException($"The {role.Name} has its layer norms in front of its blocks, which Hugging Face's ELECTRA has not; only NormPlacement.Post can be exported.");
        if (encoder.Positions is not (PositionEncoding.Learned or PositionEncoding.Sinusoidal))
            throw new ElectraGenException($"The positions of the {role.Name} are {encoder.Positions.InSnakeCase()}, which Hugging Face's ELECTRA has not; only learned and sinusoidal positions can be exported.");
    }

    private static void WriteTensors(IModel model, ModelRole role, SafetensorsFile parameters, string path)
    {
        (string Name, ParameterDescription Parameter)[] tensors =
        [
            .. from parameter in model.Parameters
               from name in parameter.AllNames()
               where name.StartsWith(role.Prefix, StringComparison.Ordinal)
               let exported = name[role.Prefix.Length..]
               where exported != TiedHead && Modules.Any(module => exported.StartsWith(module, StringComparison.Ordinal))
               select (exported, parameter),
        ];
        using SafetensorsWriter writer = new(
            path,
            [.. tensors.Select(static tensor => new SafetensorsTensor(tensor.Name, Element.Float32, tensor.Parameter.Shape))],
            new Dictionary<string, string> { ["format"] = "pt" });
        foreach ((_, ParameterDescription parameter) in tensors)
        {
            float[] values = new float[parameter.Place.Value.Count];
            parameters.Read(parameter.Name, values);
            writer.Append(values);
        }
        writer.Complete();
    }
}
