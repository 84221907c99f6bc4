using System.Text.Json.Serialization;
using ElectraGen.Runtime;
using ElectraGen.Training.Alarms;
using ElectraGen.Training.Metrics;
using ElectraGen.Training.Optimization;

namespace ElectraGen.Training.Runs;

/// <summary><c>run.json</c>: everything that decides what a run becomes, written before its first step.</summary>
internal sealed record RunDescription
{
    public required string Model { get; init; }

    public required string Objective { get; init; }

    public required uint Seed { get; init; }

    public required int Batch { get; init; }

    /// <summary>Sequences on the device at one time; null: the whole batch.</summary>
    public int? MicroBatch { get; init; }

    /// <summary>Steps of the whole run.</summary>
    public required int Steps { get; init; }

    /// <summary>Steps of warm-up of the first stage, scaled down where it is shorter than the recipe.</summary>
    public required int WarmupSteps { get; init; }

    /// <summary>As declared.</summary>
    public required RecipeDescription Recipe { get; init; }

    public required DeviceDescription Device { get; init; }

    /// <summary>How wide activations are, see <see cref="Precisions.NameOf"/>.</summary>
    public required string Precision { get; init; }

    /// <summary>How the device computes matrix products: tier and tile by class of products; null before the first step is recorded.</summary>
    public SortedDictionary<string, string>? Tuning { get; init; }

    /// <summary>Hash of the data that the run reads, so that it is not continued on other data.</summary>
    public required string Data { get; init; }

    /// <summary>A run of a model as declared.</summary>
    public static RunDescription Of(IModel model, IDevice device, string data, BatchSize batch, int steps, uint seed) => new()
    {
        Model = model.Description.Name,
        Objective = model.Description.Objective,
        Seed = seed,
        Batch = batch.Sequences,
        MicroBatch = batch.Parts == 1 ? null : batch.MicroBatch,
        Steps = steps,
        WarmupSteps = new TrainingSchedule(model.Description, steps)[0].Rates.WarmupSteps,
        Recipe = model.Description.Recipe,
        Device = device.Description,
        Precision = device.Precision.NameOf(),
        Data = data,
    };

    /// <summary>Stops where a run is to be continued as another than it was begun.</summary>
    /// <exception cref="ElectraGenException">Something that decides the result differs.</exception>
    public void RequireSame(RunDescription begun, string folder)
    {
        Require("model", begun.Model, Model);
        Require("seed", begun.Seed, Seed);
        Require("batch", begun.Batch, Batch);
        Require("micro-batch", begun.MicroBatch ?? begun.Batch, MicroBatch ?? Batch);
        Require("number of steps", begun.Steps, Steps);
        Require("data", begun.Data, Data);
        Require("recipe", begun.Recipe, Recipe);
        Require("precision", begun.Precision, Precision);

        void Require<T>(string what, T before, T now)
            where T : IEquatable<T>
        {
            if (!before.Equals(now))
                throw new ElectraGenException($"The run in {folder} was begun with another {what} ({before}, now {now}); give the same options or another --output.");
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n",
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunDescription))]
internal sealed partial class RunJson : JsonSerializerContext;

/// <summary>Rows of the <c>.jsonl</c> files: one line each, nulls written out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StepMetrics))]
[JsonSerializable(typeof(EvaluationMetrics))]
[JsonSerializable(typeof(Alarm))]
internal sealed partial class RowJson : JsonSerializerContext;
