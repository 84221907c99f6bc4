using System.Globalization;
using ElectraGen.Training.Metrics;

namespace ElectraGen.Training.Runs;

/// <summary>What a run has learned, in a sentence or two, from its measured numbers alone.</summary>
internal static class ClosingSentence
{
    // Three standard errors from 0.5: chance gets there about once in a thousand runs
    private const double NoticeableErrors = 3;

    public static string Write(string model, IReadOnlyList<StepMetrics> steps, IReadOnlyList<EvaluationMetrics> evaluations, int tokensPerStep)
    {
        if (steps.Count == 0)
            return $"{model} made no step, so it has learned nothing.";
        long tokens = (long)steps[^1].Step * tokensPerStep;
        List<string> sentences = [string.Create(CultureInfo.InvariantCulture, $"{model} saw {tokens:N0} tokens in {steps[^1].Step:N0} steps.")];
        if (Generator(steps) is string generator)
            sentences.Add(generator);
        if (evaluations.Count > 0 && Prediction(evaluations[^1]) is string prediction)
            sentences.Add(prediction);
        if (evaluations.Count > 0 && Discriminator(evaluations[^1]) is string discriminator)
            sentences.Add(discriminator);
        return string.Join(' ', sentences);
    }

    private static string? Generator(IReadOnlyList<StepMetrics> steps)
    {
        steps = [.. steps.Where(static step => step.GeneratorLoss is not null)];
        if (steps.Count == 0 || steps[0].GeneratorLoss is not double first)
            return null;
        // One batch's loss scatters; the last tenth of the reports is what the run came to
        double last = steps.TakeLast(Math.Max(1, steps.Count / 10)).Average(static step => step.GeneratorLoss ?? double.NaN);
        return last < first
            ? string.Create(CultureInfo.InvariantCulture, $"The generator's loss fell from {first:0.00} to {last:0.00} nats, its perplexity from {Math.Exp(first):N0} to {Math.Exp(last):N0}.")
            : string.Create(CultureInfo.InvariantCulture, $"The generator's loss did not fall: it was {first:0.00} nats and is {last:0.00}, so the generator has learned nothing.");
    }

    private static string? Prediction(EvaluationMetrics evaluation) =>
        evaluation is { PredictionLoss: double loss, PredictionAccuracy: double accuracy }
            ? string.Create(CultureInfo.InvariantCulture, $"On held-out text the network that names words has a loss of {loss:0.00} nats and names {accuracy:P1} of the masked ones.")
            : null;

    private static string? Discriminator(EvaluationMetrics evaluation)
    {
        if (evaluation is not { DiscriminatorLoss: double loss, BaseRateEntropy: double entropy })
            return null;
        string area = evaluation.DiscriminatorAuc is double auc ? auc.ToString("0.000", CultureInfo.InvariantCulture) : "undefined";
        string facts = string.Create(CultureInfo.InvariantCulture, $"On held-out text the discriminator's loss is {loss:0.0000} where knowing only the base rate gives {entropy:0.0000}, and its area under the curve is {area}");
        bool ranks = evaluation.DiscriminatorAuc - 0.5 > NoticeableErrors * evaluation.AreaError;
        return (loss < entropy, ranks) switch
        {
            (true, true) => $"{facts}: it tells replaced tokens from originals better than chance.",
            (false, true) => $"{facts}: it ranks replaced tokens above originals, but its probabilities are not yet better than the base rate.",
            _ => $"{facts}: it has not learned to tell replaced tokens from originals yet.",
        };
    }
}
