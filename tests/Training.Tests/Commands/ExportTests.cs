using System.Text.Json.Nodes;
using ElectraGen.Training.Checkpoints;
using Training.Tests.Runs;

namespace Training.Tests.Commands;

public sealed class ExportTests : IDisposable
{
    private readonly MiniatureRuns runs = new();

    public void Dispose() => runs.Dispose();

    [Fact]
    public async Task FoldersHaveHuggingFacesNames()
    {
        (await runs.Pretrain("run")).RequireSuccess();
        (await CommandLineRun.Start("export", runs.Folder["run"], "--output", runs.Folder["export"])).RequireSuccess();

        using SafetensorsFile generator = SafetensorsFile.Open(runs.Folder["export/generator/model.safetensors"]);
        using SafetensorsFile discriminator = SafetensorsFile.Open(runs.Folder["export/discriminator/model.safetensors"]);
        Assert.Equal("pt", generator.Metadata["format"]);
        Assert.Equal([128, 8], generator.Entries["electra.embeddings.word_embeddings.weight"].Tensor.Shape);
        Assert.Equal([128], generator.Entries["generator_lm_head.bias"].Tensor.Shape);
        Assert.DoesNotContain("generator_lm_head.weight", generator.Entries.Keys);
        Assert.Equal([128, 8], discriminator.Entries["electra.embeddings.word_embeddings.weight"].Tensor.Shape);
        Assert.Equal([1, 16], discriminator.Entries["discriminator_predictions.dense_prediction.weight"].Tensor.Shape);
        Assert.All(generator.Entries.Keys.Concat(discriminator.Entries.Keys), name => Assert.Matches("^(electra|generator_|discriminator_)", name));

        JsonNode config = JsonNode.Parse(File.ReadAllText(runs.Folder["export/generator/config.json"]))!;
        Assert.Equal("ElectraForMaskedLM", config["architectures"]![0]!.GetValue<string>());
        Assert.Equal(12, config["hidden_size"]!.GetValue<int>());
        Assert.Equal(20, config["max_position_embeddings"]!.GetValue<int>());
        Assert.Equal("electra", config["model_type"]!.GetValue<string>());
        Assert.Equal(128, File.ReadAllLines(runs.Folder["export/discriminator/vocab.txt"]).Length);
    }

    [Fact]
    public async Task ChoicesAreNamedAsThere()
    {
        (await runs.PretrainModel("MiniatureSinusoidal", "run")).RequireSuccess();
        (await CommandLineRun.Start("export", runs.Folder["run"], "--output", runs.Folder["export"])).RequireSuccess();

        JsonNode generator = JsonNode.Parse(File.ReadAllText(runs.Folder["export/generator/config.json"]))!;
        JsonNode discriminator = JsonNode.Parse(File.ReadAllText(runs.Folder["export/discriminator/config.json"]))!;
        Assert.Equal("gelu_new", generator["hidden_act"]!.GetValue<string>());
        Assert.Equal("silu", discriminator["hidden_act"]!.GetValue<string>());
        using SafetensorsFile tensors = SafetensorsFile.Open(runs.Folder["export/discriminator/model.safetensors"]);
        float[] positions = new float[20 * 8];
        tensors.Read("electra.embeddings.position_embeddings.weight", positions);
        Assert.Equal((float)Math.Sin(19), positions[19 * 8]);
    }

    [Fact]
    public async Task WhatHuggingFaceHasNotIsRefused()
    {
        (await runs.PretrainModel("MiniatureRotary", "run")).RequireSuccess();
        Assert.Contains("positions of the discriminator are rotary", (await CommandLineRun.Start("export", runs.Folder["run"], "--output", runs.Folder["export"])).RequireSentence());
        Assert.False(Path.Exists(runs.Folder["export"]));
    }

    [Fact]
    public async Task WhatIsNoRunIsRefused()
    {
        Assert.Contains("no run", (await CommandLineRun.Start("export", runs.Folder["nothing"], "--output", runs.Folder["export"])).RequireSentence());

        (await runs.Pretrain("run")).RequireSuccess();
        Assert.Contains("exists", (await CommandLineRun.Start("export", runs.Folder["run"], "--output", runs.Folder["data"])).RequireSentence());
    }
}
