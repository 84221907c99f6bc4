using System.Text.Json;
using ElectraGen.Runtime;
using ElectraGen.Training.Checkpoints;

namespace ElectraGen.Training.Exports;

/// <summary>
/// Writes folders that Hugging Face's <c>ElectraForPreTraining</c> (the discriminator) and <c>ElectraForMaskedLM</c> (the generator,
/// and a discriminator's network that names words) load.
/// </summary>
internal static class HuggingFaceExport
{
    // Tied to the word embeddings there: a file that has it too is refused
    private const string TiedHead = "generator_lm_head.weight";

    // What is needed in training alone, and has no place there
    private static readonly string[] TrainingOnly = ["copy_prediction.", "baseline."];

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
        bool namesWords = description.VocabularyLogits.Any(static logits => logits.Name == "prediction_logits");
        WriteRole(ModelRole.Discriminator, description.Discriminator, namesWords ? "ElectraForMaskedLM" : "ElectraForPreTraining");
        if (description.Generator is EncoderDescription generator)
            WriteRole(ModelRole.Generator, generator, "ElectraForMaskedLM");
        Directory.Move(partial, output);

        void WriteRole(ModelRole role, EncoderDescription encoder, string architecture)
        {
            string folder = Path.Combine(partial, role.Name);
            Directory.CreateDirectory(folder);
            WriteTensors(model, role, parameters, Path.Combine(folder, "model.safetensors"));
            File.WriteAllBytes(
                Path.Combine(folder, "config.json"),
                JsonSerializer.SerializeToUtf8Bytes(HuggingFaceConfiguration.Of(description, encoder, architecture), ExportJson.Default.HuggingFaceConfiguration));
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
               where exported != TiedHead && !TrainingOnly.Any(prefix => exported.StartsWith(prefix, StringComparison.Ordinal))
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
