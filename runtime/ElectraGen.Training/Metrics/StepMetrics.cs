using System.Text.Json.Serialization;

namespace ElectraGen.Training.Metrics;

/// <summary>A row that belongs to a step.</summary>
internal interface IMetricsRow
{
    /// <summary>Steps done.</summary>
    int Step { get; }
}

/// <summary>
/// A row of <c>metrics.jsonl</c>: of one training step, on its own batch with dropout. What the objective lacks or the batch leaves
/// undefined is null.
/// </summary>
internal sealed record StepMetrics : IMetricsRow
{
    /// <summary>Steps done, this one included.</summary>
    public required int Step { get; init; }

    public double? Loss { get; init; }

    public double? GeneratorLoss { get; init; }

    public double? DiscriminatorLoss { get; init; }

    /// <summary>Of a discriminator's network that names words: per masked token, or per token where it names every one.</summary>
    public double? PredictionLoss { get; init; }

    /// <summary>The fraction of masked words that such a network names.</summary>
    public double? PredictionAccuracy { get; init; }

    public double? GeneratorAccuracy { get; init; }

    public double? SampledAccuracy { get; init; }

    /// <summary>Different tokens among the originals of the masked positions.</summary>
    public int? DistinctTargets { get; init; }

    /// <summary>Different tokens among the generator's samples there.</summary>
    public int? DistinctSamples { get; init; }

    public double? ReplacedFraction { get; init; }

    public double? DiscriminatorAccuracy { get; init; }

    public double? DiscriminatorAuc { get; init; }

    public double? DiscriminatorPrecision { get; init; }

    public double? DiscriminatorRecall { get; init; }

    /// <summary>The rate that the step was made with.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Before clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Padding included, since the report before.</summary>
    public required double TokensPerSecond { get; init; }

    /// <summary>Since the run began, pauses between its sessions left out.</summary>
    public required double Seconds { get; init; }
}

/// <summary>A row of <c>evaluation.jsonl</c>: on held-out documents, without dropout.</summary>
internal sealed record EvaluationMetrics : IMetricsRow
{
    /// <summary>Steps done before.</summary>
    public required int Step { get; init; }

    public double? GeneratorLoss { get; init; }

    public double? GeneratorAccuracy { get; init; }

    public double? DiscriminatorLoss { get; init; }

    /// <summary>Of a discriminator's network that names words: per masked token, or per token where it names every one.</summary>
    public double? PredictionLoss { get; init; }

    /// <summary>The fraction of masked words that such a network names.</summary>
    public double? PredictionAccuracy { get; init; }

    /// <summary>The discriminator's loss if it always answered the base rate.</summary>
    public double? BaseRateEntropy { get; init; }

    public double? DiscriminatorAccuracy { get; init; }

    public double? DiscriminatorAuc { get; init; }

    public double? DiscriminatorPrecision { get; init; }

    public double? DiscriminatorRecall { get; init; }

    /// <summary>Tokens that were evaluated, padding left out.</summary>
    public int Tokens { get; init; }

    /// <summary>The fraction of them that is replaced.</summary>
    public double? ReplacedFraction { get; init; }

    /// <summary>The standard error that the area under the curve has when nothing is learned (Mann and Whitney, 1947).</summary>
    [JsonIgnore]
    public double? AreaError => ReplacedFraction is double fraction
        ? Math.Sqrt((Tokens + 1) / (12 * (fraction * Tokens) * ((1 - fraction) * Tokens)))
        : null;
}
