using System.Globalization;

namespace ElectraGen.Training.Comparisons;

/// <summary>In which ways compared models are not on a par: each a sentence.</summary>
internal static class FairnessNotes
{
    private const double NoticeableRounding = 1.01;

    /// <summary>All that there is to say about these runs.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<ComparedRun> runs)
    {
        ComparedRun[] models = [.. runs.DistinctBy(static run => run.Model)];
        if (Differing(models, static run => run.Model.Description.SequenceLength) is string lengths)
            yield return $"The sequences are {lengths} tokens long. The held-out text is the same documents, cut to each length, and a longer context makes a token easier to predict, so the losses compare with care.";
        if (Differing(models, static run => run.Description.Batch) is string batches)
            yield return $"The batches are {batches} sequences, so models that see as many tokens make different numbers of steps.";
        if (Differing(models, static run => run.Model.Description.MaskedFraction) is string fractions)
            yield return $"The masked fractions are {fractions}, so generators see different shares of the text, and discriminators other base rates.";
        if (models.Max(static run => run.Tokens) > NoticeableRounding * models.Min(static run => run.Tokens))
            yield return $"The models see {Differing(models, static run => run.Tokens)} tokens.";
        if (models.Max(static run => run.Flops) > NoticeableRounding * models.Min(static run => run.Flops))
            yield return $"The models spend {Differing(models, static run => double.Round(run.Flops / 1e9))} GFLOP.";
        foreach (ComparedRun run in models.Where(static run => run.Description.WarmupSteps != run.Model.Description.Recipe.WarmupSteps))
            yield return string.Create(CultureInfo.InvariantCulture, $"{run.Description.Model} makes {run.Description.Steps:N0} steps where its recipe has {run.Model.Description.Recipe.Steps:N0}; its warm-up is scaled with them, from {run.Model.Description.Recipe.WarmupSteps:N0} to {run.Description.WarmupSteps:N0}.");
        if (models.Count(static run => Has(run, "prediction_loss")) > 1)
        {
            foreach (ComparedRun run in models.Where(static run => Has(run, "token_prediction_ids")))
                yield return $"{run.Description.Model}'s prediction loss is a mean over all tokens, most of which it has only to copy, so it compares with no other; its accuracy is of the masked ones like the others'.";
        }
        if (models.Count(static run => Has(run, "discriminator_logits")) > 1)
            yield return "Each discriminator is tested on what its own generator writes: a better generator leaves fewer and harder mistakes to find.";
    }

    private static bool Has(ComparedRun run, string output) => run.Model.Plan.Outputs.Any(named => named.Name == output);

    /// <summary>The different values, in the models' order; null where all have the same.</summary>
    private static string? Differing<T>(IEnumerable<ComparedRun> models, Func<ComparedRun, T> value)
        where T : IFormattable
    {
        string[] values = [.. models.Select(value).Distinct().Select(static number => number.ToString(number is double and < 1 ? "0.##" : "N0", CultureInfo.InvariantCulture))];
        return values.Length == 1 ? null : $"{string.Join(", ", values[..^1])} and {values[^1]}";
    }
}
