using System.Globalization;
using System.Text;

namespace ElectraGen.Training.Comparisons;

/// <summary>A comparison for people.</summary>
internal static class ComparisonTable
{
    /// <summary>Headings; one that ends in # is of numbers. Metrics that no model has are left out.</summary>
    public static string[] Headings(ComparisonFacts facts) =>
        ["model", "parameters#", "MFLOP per token#", "batch#", "steps#", "tokens#", "TFLOP#", .. Metrics(facts).Select(static metric => metric.Heading + "#")];

    /// <summary>A row for each model.</summary>
    public static IEnumerable<string[]> Rows(ComparisonFacts facts)
    {
        ComparedMetric[] metrics = [.. Metrics(facts)];
        return facts.Models.Select(model => (string[])
        [
            model.Name, Whole(model.Parameters.Total), Decimal(model.FlopsPerToken / 1e6), Whole(model.Batch), Whole(model.Steps), Whole(model.Tokens),
            Decimal(model.Flops / 1e12), .. metrics.Select(metric => metric.Write(model.Metrics[metric.Key])),
        ]);
    }

    /// <summary>The whole of <c>comparison.md</c>.</summary>
    public static string Markdown(ComparisonFacts facts)
    {
        StringBuilder text = new();
        void Line(string line = "") => text.Append(line).Append('\n');
        void Row(IEnumerable<string> cells) => Line($"| {string.Join(" | ", cells)} |");

        Line("# Comparison");
        Line();
        Line($"At most {facts.Budget} for each model and seed. Every figure is of the last step, on held-out text: {Seeds(facts)}.");
        Line();
        string[] headings = Headings(facts);
        Row(headings.Select(static heading => heading.TrimEnd('#')));
        Row(headings.Select(static heading => heading.EndsWith('#') ? "--:" : "---"));
        foreach (string[] row in Rows(facts))
            Row(row);
        Line();
        foreach (string note in facts.Notes)
            Line($"* {note}");
        Line("* Losses are in nats: the generator's and the prediction's per masked token, the discriminator's per token. Prediction is the large network's where it names words. The base-rate loss is what a discriminator reaches that looks at nothing.");
        foreach (string data in facts.Data)
            Line($"* Data: {data}.");
        return text.ToString();
    }

    private static string Seeds(ComparisonFacts facts)
    {
        int finished = facts.Models.Sum(static model => model.Runs.Count), planned = facts.Seeds * facts.Models.Count;
        string seeds = facts.Seeds == 1 ? "one seed" : $"mean ± standard deviation over {facts.Seeds} seeds";
        return finished == planned ? seeds : $"{seeds}, {finished} of {planned} runs finished so far";
    }

    private static IEnumerable<ComparedMetric> Metrics(ComparisonFacts facts) =>
        ComparedMetric.All.Where(metric => facts.Models.Any(model => model.Metrics[metric.Key].Mean is not null));

    private static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Decimal(double number) => number.ToString("N2", CultureInfo.InvariantCulture);
}
