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
        double least = models.Min(static run => run.Flops), most = models.Max(static run => run.Flops);
        if (most > NoticeableRounding * least)
            yield return string.Create(CultureInfo.InvariantCulture, $"The models spend between {least / 1e9:N0} and {most / 1e9:N0} GFLOP.");
        foreach (string scaled in ScaledWarmups(models))
            yield return scaled;
        if (models.Count(static run => Has(run, "prediction_loss")) > 1)
        {
            foreach (ComparedRun run in models.Where(static run => Has(run, "token_prediction_ids")))
                yield return $"{run.Description.Model}'s prediction loss is a mean over all tokens, most of which it has only to copy, so it compares with no other; its accuracy is of the masked ones like the others'.";
        }
        if (models.Count(static run => Has(run, "discriminator_logits")) > 1)
            yield return "Each discriminator is tested on what its own generator writes: a better generator leaves fewer and harder mistakes to find.";
    }

    /// <summary>Models that make fewer steps than their recipes have, those of the same numbers in one sentence.</summary>
    private static IEnumerable<string> ScaledWarmups(IEnumerable<ComparedRun> models) =>
        from run in models
        let recipe = run.Model.Description.Recipe
        where run.Description.WarmupSteps != recipe.WarmupSteps
        group run.Description.Model by (run.Description.Steps, RecipeSteps: recipe.Steps, run.Description.WarmupSteps, RecipeWarmup: recipe.WarmupSteps) into alike
        select string.Create(
            CultureInfo.InvariantCulture,
            $"Steps of {Joined([.. alike])}: {alike.Key.Steps:N0} where the recipe has {alike.Key.RecipeSteps:N0}; the warm-up is scaled with them, from {alike.Key.RecipeWarmup:N0} to {alike.Key.WarmupSteps:N0}.");

    private static bool Has(ComparedRun run, string output) => run.Model.Plan.Outputs.Any(named => named.Name == output);

    /// <summary>The different values, in the models' order; null where all have the same.</summary>
    private static string? Differing<T>(IEnumerable<ComparedRun> models, Func<ComparedRun, T> value)
        where T : IFormattable
    {
        string[] values = [.. models.Select(value).Distinct().Select(static number => number.ToString(number is double and < 1 ? "0.##" : "N0", CultureInfo.InvariantCulture))];
        return values.Length == 1 ? null : Joined(values);
    }

    private static string Joined(string[] parts) =>
        parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
}
