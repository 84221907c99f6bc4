using System.Text.Json.Serialization;
using ElectraGen.Runtime;
using ElectraGen.Training.Metrics;

namespace ElectraGen.Training.Comparisons;

/// <summary><c>comparison.json</c>: what was compared, and every result so far.</summary>
internal sealed record ComparisonFacts(
    ComparisonBudget Budget, int Seeds, IReadOnlyList<string> Data, IReadOnlyList<string> Notes, IReadOnlyList<ModelResult> Models)
{
    /// <summary>Puts together what is known of the runs.</summary>
    public static ComparisonFacts Of(ComparisonBudget budget, IReadOnlyList<ComparedRun> runs, IReadOnlyDictionary<ComparedRun, RunResult> results) => new(
        budget,
        runs.Select(static run => run.Description.Seed).Distinct().Count(),
        [.. runs.Select(static run => run.Description.Data).Distinct()],
        [.. FairnessNotes.Of(runs)],
        [.. runs.GroupBy(static run => run.Model).Select(seeds => ModelResult.Of(seeds.First(), [.. seeds.Where(results.ContainsKey).Select(run => results[run])]))]);
}

/// <summary>A model of a comparison; metrics are over its finished runs, by the keys of <see cref="ComparedMetric.All"/>.</summary>
internal sealed record ModelResult(
    string Name, string Objective, int SequenceLength, ParameterCounts Parameters, double FlopsPerToken, int Batch, double LearningRate,
    int Steps, long Tokens, double Flops, IReadOnlyDictionary<string, Spread> Metrics, IReadOnlyList<RunResult> Runs)
{
    public static ModelResult Of(ComparedRun run, IReadOnlyList<RunResult> results)
    {
        ModelDescription model = run.Model.Description;
        return new ModelResult(
            model.Name, model.Objective, model.SequenceLength, ParameterCounts.Of(run.Model.Parameters), model.FlopsPerToken,
            run.Description.Batch, model.Recipe.LearningRate, run.Description.Steps, run.Tokens, run.Flops,
            ComparedMetric.All.ToDictionary(static metric => metric.Key, metric => Spread.Of(results.Select(result => metric.Value(result.HeldOut)))),
            results);
    }
}

/// <summary>A finished run: its last parameters on the held-out text.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Folder">Its folder's name in the comparison's.</param>
/// <param name="Device">Where it ended.</param>
/// <param name="Seconds">Of training.</param>
/// <param name="HeldOut">As in <c>evaluation.jsonl</c>, on more text.</param>
internal sealed record RunResult(uint Seed, string Folder, string Device, double Seconds, EvaluationMetrics HeldOut);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n",
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ComparisonFacts))]
internal sealed partial class ComparisonJson : JsonSerializerContext;
