using System.Globalization;
using ElectraGen.Training.Metrics;

namespace ElectraGen.Training.Comparisons;

/// <summary>A number that models are compared by.</summary>
/// <param name="Key">In <c>comparison.json</c>.</param>
/// <param name="Heading">In tables.</param>
/// <param name="Format">Of the number and its deviation.</param>
/// <param name="Value">Reads it from an evaluation; null where the objective lacks it.</param>
internal sealed record ComparedMetric(string Key, string Heading, string Format, Func<EvaluationMetrics, double?> Value)
{
    private const string Loss = "0.0000", Fraction = "0.000";

    /// <summary>All of them, in the order of the table's columns.</summary>
    public static IReadOnlyList<ComparedMetric> All { get; } =
    [
        new("prediction_loss", "prediction loss", Loss, static row => row.PredictionLoss),
        new("prediction_accuracy", "prediction accuracy", Fraction, static row => row.PredictionAccuracy),
        new("generator_loss", "generator loss", Loss, static row => row.GeneratorLoss),
        new("generator_accuracy", "generator accuracy", Fraction, static row => row.GeneratorAccuracy),
        new("discriminator_loss", "discriminator loss", Loss, static row => row.DiscriminatorLoss),
        new("base_rate_entropy", "base-rate loss", Loss, static row => row.BaseRateEntropy),
        new("discriminator_accuracy", "accuracy", Fraction, static row => row.DiscriminatorAccuracy),
        new("discriminator_auc", "AUC", Fraction, static row => row.DiscriminatorAuc),
        new("discriminator_precision", "precision", Fraction, static row => row.DiscriminatorPrecision),
        new("discriminator_recall", "recall", Fraction, static row => row.DiscriminatorRecall),
    ];

    /// <summary>Mean and deviation for people.</summary>
    public string Write(Spread spread) => spread switch
    {
        { Mean: double mean, Deviation: double deviation } => $"{Number(mean)} ± {Number(deviation)}",
        { Mean: double mean } => Number(mean),
        _ => "–",
    };

    private string Number(double value) => value.ToString(Format, CultureInfo.InvariantCulture);
}
