using ElectraGen.Training.Metrics;
using ScottPlot;
using ScottPlot.Plottables;

namespace ElectraGen.Training.Runs;

/// <summary>Draws a run's curves as PNG files.</summary>
internal static class TrainingCurves
{
    private static readonly Color Blue = Color.FromHex("#1f77b4"), Orange = Color.FromHex("#d95f02"), Green = Color.FromHex("#1b9e77"), Grey = Color.FromHex("#808080");

    /// <summary>Writes <c>losses.png</c>, <c>discrimination.png</c> and <c>optimization.png</c>; what the objective lacks is left out.</summary>
    public static void Write(string folder, string model, IReadOnlyList<StepMetrics> steps, IReadOnlyList<EvaluationMetrics> evaluations)
    {
        using (Plot losses = Create($"{model}: losses", "nats per predicted token"))
        {
            Add(losses, "generator", steps, static row => row.GeneratorLoss, Blue);
            Add(losses, "generator, held out", evaluations, static row => row.GeneratorLoss, Blue, isHeldOut: true);
            Add(losses, "prediction", steps, static row => row.PredictionLoss, Green);
            Add(losses, "prediction, held out", evaluations, static row => row.PredictionLoss, Green, isHeldOut: true);
            AddRight(losses, "discriminator, nats per token", plot =>
            [
                Add(plot, "discriminator", steps, static row => row.DiscriminatorLoss, Orange),
                Add(plot, "discriminator, held out", evaluations, static row => row.DiscriminatorLoss, Orange, isHeldOut: true),
                Add(plot, "base-rate entropy, held out", evaluations, static row => row.BaseRateEntropy, Grey, isHeldOut: true),
            ]);
            ChartStyle.Save(losses, folder, "losses.png");
        }
        using (Plot discrimination = Create($"{model}: telling replaced tokens from originals", "fraction"))
        {
            Add(discrimination, "accuracy", steps, static row => row.DiscriminatorAccuracy, Blue);
            Add(discrimination, "accuracy of answering \"original\"", steps, static row => 1 - row.ReplacedFraction, Grey);
            Add(discrimination, "area under the curve", steps, static row => row.DiscriminatorAuc, Orange);
            Add(discrimination, "area under the curve, held out", evaluations, static row => row.DiscriminatorAuc, Orange, isHeldOut: true);
            ChartStyle.Save(discrimination, folder, "discrimination.png");
        }
        using Plot optimization = Create($"{model}: optimisation", "learning rate");
        Add(optimization, "learning rate", steps, static row => row.LearningRate, Blue);
        AddRight(optimization, "gradient norm before clipping", plot => [Add(plot, "gradient norm", steps, static row => row.GradientNorm, Orange)]);
        ChartStyle.Save(optimization, folder, "optimization.png");
    }

    private static Plot Create(string title, string yLabel) => ChartStyle.Create(title, "step", yLabel);

    private static Scatter? Add<T>(
        Plot plot, string name, IReadOnlyList<T> rows, Func<T, double?> value, Color color, bool isHeldOut = false)
        where T : IMetricsRow
    {
        T[] defined = [.. rows.Where(row => value(row) is not null)];
        if (defined.Length == 0)
            return null;
        Scatter line = plot.Add.Scatter(
            Array.ConvertAll(defined, static row => (double)row.Step), Array.ConvertAll(defined, row => value(row)!.Value), color);
        line.LegendText = name;
        line.LineWidth = isHeldOut ? 1.5f : 2;
        line.LinePattern = isHeldOut ? LinePattern.Dashed : LinePattern.Solid;
        line.MarkerSize = isHeldOut ? 7 : 0;
        return line;
    }

    private static void AddRight(Plot plot, string label, Func<Plot, Scatter?[]> add)
    {
        foreach (Scatter? line in add(plot))
            line?.Axes.YAxis = plot.Axes.Right;
        plot.Axes.Right.Label.Text = label;
    }
}
