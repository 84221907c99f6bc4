namespace ElectraGen.Training.Metrics;

/// <summary>How well replaced tokens are told from originals, over the attended tokens of one or more batches. Undefined is null.</summary>
internal sealed class DetectionMetrics
{
    private readonly List<float> scores = [];
    private readonly List<bool> replaced = [];
    private long truePositives, falsePositives, falseNegatives;

    /// <summary>Attended tokens so far.</summary>
    public int Tokens => scores.Count;

    /// <summary>Takes a batch; all spans are [B, S].</summary>
    public void Add(ReadOnlySpan<int> attentionMask, ReadOnlySpan<float> labels, ReadOnlySpan<float> logits)
    {
        for (int token = 0; token < attentionMask.Length; token++)
        {
            if (attentionMask[token] == 0)
                continue;
            bool isReplaced = labels[token] != 0, isSuspected = logits[token] > 0;
            scores.Add(logits[token]);
            replaced.Add(isReplaced);
            truePositives += isReplaced && isSuspected ? 1 : 0;
            falsePositives += !isReplaced && isSuspected ? 1 : 0;
            falseNegatives += isReplaced && !isSuspected ? 1 : 0;
        }
    }

    /// <summary>The fraction of tokens that are replaced: the base rate.</summary>
    public double? ReplacedFraction => Ratio(truePositives + falseNegatives, Tokens);

    /// <summary>The fraction of right decisions.</summary>
    public double? Accuracy => Ratio(Tokens - falsePositives - falseNegatives, Tokens);

    /// <summary>Of the suspected tokens, how many are replaced.</summary>
    public double? Precision => Ratio(truePositives, truePositives + falsePositives);

    /// <summary>Of the replaced tokens, how many are suspected.</summary>
    public double? Recall => Ratio(truePositives, truePositives + falseNegatives);

    /// <summary>See <see cref="RankingArea"/>.</summary>
    public double? AreaUnderCurve => RankingArea.Compute([.. scores], [.. replaced]);

    /// <summary>The loss of always answering the base rate, in nats: what a discriminator that looked at nothing would reach.</summary>
    public double? BaseRateEntropy =>
        ReplacedFraction is double rate ? -Weighted(rate) - Weighted(1 - rate) : null;

    private static double Weighted(double probability) => probability == 0 ? 0 : probability * Math.Log(probability);

    private static double? Ratio(double numerator, double denominator) => denominator == 0 ? null : numerator / denominator;
}
