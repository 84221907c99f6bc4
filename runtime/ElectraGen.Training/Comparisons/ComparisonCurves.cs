using ElectraGen.Training.Metrics;
using ElectraGen.Training.Runs;
using ScottPlot;
using ScottPlot.Palettes;
using ScottPlot.Plottables;

namespace ElectraGen.Training.Comparisons;

/// <summary>Draws the held-out curves of all runs over what they spent: a thin line a seed, a thick one for their mean.</summary>
internal static class ComparisonCurves
{
    private static readonly Category10 Palette = new();

    /// <summary>Writes <c>losses.png</c>, <c>predictions.png</c> and <c>discrimination.png</c>, as far as any of the models has them.</summary>
    public static void Write(string folder, IReadOnlyList<ComparedRun> runs, ComparisonBudget budget)
    {
        Draw("losses.png", "Generators on masked words in held-out text", "nats per masked token", static row => row.GeneratorLoss);
        Draw("predictions.png", "Masked words in held-out text that the large network names", "fraction", static row => row.PredictionAccuracy);
        Draw("discrimination.png", "Replaced tokens in held-out text", "area under the curve", static row => row.DiscriminatorAuc);

        void Draw(string file, string title, string yLabel, Func<EvaluationMetrics, double?> value)
        {
            using Plot plot = ChartStyle.Create(title, budget.Flops is null ? "tokens seen" : "floating-point operations", yLabel);
            int lines = 0;
            foreach ((int index, IGrouping<string, ComparedRun> seeds) in runs.GroupBy(static run => run.Description.Model).Index())
                lines += AddModel(plot, seeds.Key, Palette.GetColor(index), [.. seeds.Select(run => Curve(run, value))]);
            if (lines > 0)
                ChartStyle.Save(plot, folder, file);
        }

        Coordinates[] Curve(ComparedRun run, Func<EvaluationMetrics, double?> value) =>
        [
            .. RowLog<EvaluationMetrics>.Read(run.Folder.File(RunFolder.Evaluation), RowJson.Default.EvaluationMetrics)
                .Where(row => value(row) is not null)
                .Select(row => new Coordinates(row.Step * (budget.Flops is null ? run.TokensPerStep : run.FlopsPerStep), value(row)!.Value)),
        ];
    }

    private static int AddModel(Plot plot, string model, Color color, Coordinates[][] seeds)
    {
        Coordinates[] mean =
        [
            .. seeds.SelectMany(static seed => seed).GroupBy(static point => point.X).OrderBy(static points => points.Key)
                .Select(static points => new Coordinates(points.Key, points.Average(static point => point.Y))),
        ];
        if (mean.Length == 0)
            return 0;
        if (seeds.Length > 1)
        {
            foreach (Coordinates[] seed in seeds)
                AddLine(plot, seed, color.WithAlpha(0.4), width: 1);
        }
        AddLine(plot, mean, color, width: 2.5f).LegendText = model;
        return 1;
    }

    private static Scatter AddLine(Plot plot, Coordinates[] points, Color color, float width)
    {
        Scatter line = plot.Add.Scatter(points, color);
        line.LineWidth = width;
        line.MarkerSize = 0;
        return line;
    }
}
