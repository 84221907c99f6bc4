using ElectraGen.Training.Optimization;

namespace ElectraGen.Training.Metrics;

/// <summary>Counts and losses of one or more batches, read from a session's outputs.</summary>
internal sealed class OutputMetrics
{
    private readonly LossSum generatorLoss = new(), discriminatorLoss = new(), predictionLoss = new();
    private bool namesEveryToken;

    /// <summary>Attended tokens so far.</summary>
    public int Tokens { get; private set; }

    public DetectionMetrics Detection { get; } = new();

    /// <summary>The generator's.</summary>
    public PredictionMetrics Prediction { get; } = new();

    /// <summary>Those of a discriminator's network that names the masked words.</summary>
    public PredictionMetrics Naming { get; } = new();

    /// <summary>Mean over all masked positions so far.</summary>
    public double? GeneratorLoss => generatorLoss.Over(Prediction.Predictions);

    /// <summary>Mean over all masked positions so far, or over all attended tokens where the large network names every token.</summary>
    public double? PredictionLoss => predictionLoss.Over(NamedTokens);

    /// <summary>Mean over all attended tokens so far.</summary>
    public double? DiscriminatorLoss => discriminatorLoss.Over(Detection.Tokens);

    private long NamedTokens => namesEveryToken ? Tokens : Naming.Predictions;

    /// <summary>Takes what the last pass left behind of a batch or of a part of it.</summary>
    public void AddPart(ModelOutputs outputs, ReadOnlySpan<int> attentionMask)
    {
        foreach (int attended in attentionMask)
            Tokens += attended;
        if (outputs.Has("sampled_ids"))
        {
            Prediction.Add(
                outputs.Integers("positions"), outputs.Integers("targets"),
                outputs.Has("predicted_ids") ? outputs.Integers("predicted_ids") : [], outputs.Integers("sampled_ids"));
            generatorLoss.AddShare(outputs.Scalar("generator_loss"));
        }
        if (outputs.Has("prediction_loss"))
        {
            ReadOnlySpan<int> positions = outputs.Integers("positions");
            namesEveryToken = outputs.Has("token_prediction_ids");
            ReadOnlySpan<int> named = namesEveryToken
                ? AtPositions(positions, outputs.Integers("token_prediction_ids"), outputs.Sequences)
                : outputs.Integers("prediction_ids");
            Naming.Add(positions, outputs.Integers("targets"), named, []);
            predictionLoss.AddShare(outputs.Scalar("prediction_loss"));
        }
        if (outputs.Has("discriminator_logits"))
        {
            Detection.Add(attentionMask, outputs.Floats("labels"), outputs.Floats("discriminator_logits"));
            discriminatorLoss.AddShare(outputs.Scalar("discriminator_loss"));
        }
    }

    /// <summary>Behind the last part of a batch: the parts' shares together are its mean losses.</summary>
    public void EndBatch()
    {
        generatorLoss.EndBatch(Prediction.Predictions);
        predictionLoss.EndBatch(NamedTokens);
        discriminatorLoss.EndBatch(Detection.Tokens);
    }

    /// <summary>Of a network that names every token [B, S], what it names the masked ones [B, P].</summary>
    private static int[] AtPositions(ReadOnlySpan<int> positions, ReadOnlySpan<int> tokens, int batch)
    {
        int[] found = new int[positions.Length];
        int predictions = positions.Length / batch, length = tokens.Length / batch;
        for (int row = 0; row < found.Length; row++)
            found[row] = tokens[(row / predictions * length) + Math.Max(positions[row], 0)];
        return found;
    }

    /// <summary>A loss over several batches, each of which says its mean. Null where the objective lacks it.</summary>
    private sealed class LossSum
    {
        private double? sum = 0, mean = 0;
        private long countBefore;

        public void AddShare(double? share) => mean += share;

        /// <summary>Of all batches so far, the means are over so many.</summary>
        public void EndBatch(long count)
        {
            sum += mean * (count - countBefore);
            mean = mean is null ? null : 0;
            countBefore = count;
        }

        public double? Over(long count) => count == 0 ? null : sum / count;
    }
}
