using System.Globalization;
using ElectraGen.Runtime;
using ElectraGen.Training.Checkpoints;
using Training.Tests.Runs;

namespace Training.Tests.Commands;

public sealed class TraceTests : IDisposable
{
    private const int Batch = 3, Length = 16, Vocabulary = 128;

    private readonly MiniatureRuns runs = new();
    private readonly IModel model = new Miniature();

    public void Dispose() => runs.Dispose();

    [Fact]
    public async Task StepIsWrittenInFull()
    {
        using SafetensorsFile trace = await Trace("trace");
        int predictions = model.Description.MaximumPredictions;

        Assert.Equal([Batch, Length], trace.Entries["input/token_ids"].Tensor.Shape);
        Assert.Equal([Batch, Length], trace.Entries["corruption/labels"].Tensor.Shape);
        Assert.Equal([Batch, predictions], trace.Entries["corruption/sampled_ids"].Tensor.Shape);
        Assert.Equal([Batch, predictions, Vocabulary], trace.Entries["output/generator_logits"].Tensor.Shape);
        foreach (ParameterDescription parameter in model.Parameters)
        {
            foreach (string kind in (string[])["parameter", "gradient", "first_moment", "second_moment", "updated"])
                Assert.Equal(parameter.Shape, trace.Entries[$"{kind}/{parameter.Name}"].Tensor.Shape);
            Assert.All(parameter.TiedNames, tied => Assert.Equal(parameter.Name, trace.Metadata[$"tied.{tied}"]));
        }
        Assert.Equal("1", trace.Metadata["step"]);
        Assert.Equal("replaced_token_detection", trace.Metadata["objective"]);
        foreach (string role in (string[])["generator", "discriminator"])
        {
            Assert.Equal("gelu", trace.Metadata[$"{role}.activation"]);
            Assert.Equal("post", trace.Metadata[$"{role}.norm"]);
            Assert.Equal("learned", trace.Metadata[$"{role}.positions"]);
        }
        Assert.All(
            "learning_rate seed gradient_norm beta1 beta2 epsilon weight_decay clip_norm generator_weight discriminator_weight temperature generator.heads discriminator.heads".Split(' '),
            key => Assert.True(double.TryParse(trace.Metadata[key], CultureInfo.InvariantCulture, out _), key));
    }

    [Fact]
    public async Task LossFollowsFromTheLogits()
    {
        using SafetensorsFile trace = await Trace("trace");
        int[] positions = Integers(trace, "corruption/positions"), tokenIds = Integers(trace, "input/token_ids");
        float[] logits = Floats(trace, "output/generator_logits");
        int predictions = positions.Length / Batch;
        List<double> losses = [];
        for (int row = 0; row < positions.Length; row++)
        {
            if (positions[row] < 0)
                continue;
            float[] ofRow = logits[(row * Vocabulary)..((row + 1) * Vocabulary)];
            int target = tokenIds[(row / predictions * Length) + positions[row]];
            losses.Add(Math.Log(ofRow.Sum(static logit => Math.Exp(logit))) - ofRow[target]);
        }

        // Sums of a hundred float terms: a relative rounding of about 100 · 2⁻²⁴
        Assert.Equal(losses.Average(), Floats(trace, "loss/generator")[0], 1e-5 * losses.Average());
    }

    [Fact]
    public async Task GradientNormIsThatOfTheGradients()
    {
        using SafetensorsFile trace = await Trace("trace");
        double square = model.Parameters.Sum(parameter => Floats(trace, $"gradient/{parameter.Name}").Sum(static value => (double)value * value));

        double norm = double.Parse(trace.Metadata["gradient_norm"], CultureInfo.InvariantCulture);
        Assert.Equal(Math.Sqrt(square), norm, 1e-5 * norm);
    }

    [Fact]
    public async Task DropoutIsOffUnlessAskedFor()
    {
        using SafetensorsFile first = await Trace("first"), second = await Trace("second"), dropped = await Trace("dropped", "--dropout");

        Assert.Equal(Floats(first, "output/generator_logits"), Floats(second, "output/generator_logits"));
        Assert.NotEqual(Floats(first, "output/generator_logits"), Floats(dropped, "output/generator_logits"));
    }

    [Fact]
    public async Task CheckpointGivesParametersAndMoments()
    {
        (await runs.Pretrain("run")).RequireSuccess();
        using SafetensorsFile trace = await Trace("trace", "--checkpoint", runs.Checkpoint("run", 8));
        using SafetensorsFile parameters = SafetensorsFile.Open(Path.Combine(runs.Checkpoint("run", 8), "model.safetensors"));
        using SafetensorsFile moments = SafetensorsFile.Open(Path.Combine(runs.Checkpoint("run", 8), "optimizer.safetensors"));

        Assert.Equal("8", trace.Metadata["step"]);
        string name = model.Parameters[0].Name;
        Assert.Equal(Floats(parameters, name), Floats(trace, $"parameter/{name}"));
        Assert.Equal(Floats(moments, $"second_moment/{name}"), Floats(trace, $"second_moment/{name}"));
        Assert.NotEqual(Floats(trace, $"parameter/{name}"), Floats(trace, $"updated/{name}"));
        Assert.NotEqual(Floats(trace, $"first_moment/{name}"), Floats(trace, $"updated_first_moment/{name}"));
        Assert.NotEqual(Floats(trace, $"second_moment/{name}"), Floats(trace, $"updated_second_moment/{name}"));
    }

    private async Task<SafetensorsFile> Trace(string name, params string[] more)
    {
        string path = runs.Folder[name + ".safetensors"];
        (await CommandLineRun.Start(runs.With("trace", ["--batch", $"{Batch}", "--seed", "5", "--output", path, .. more]))).RequireSuccess();
        return SafetensorsFile.Open(path);
    }

    private static float[] Floats(SafetensorsFile file, string name)
    {
        float[] values = new float[file.Entries[name].Tensor.Count];
        file.Read(name, values);
        return values;
    }

    private static int[] Integers(SafetensorsFile file, string name)
    {
        int[] values = new int[file.Entries[name].Tensor.Count];
        file.Read(name, values);
        return values;
    }
}
