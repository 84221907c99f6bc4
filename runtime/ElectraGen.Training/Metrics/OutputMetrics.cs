using ElectraGen.Training.Optimization;

namespace ElectraGen.Training.Metrics;

/// <summary>Counts and losses of one or more batches, read from a session's outputs.</summary>
internal sealed class OutputMetrics
{
    private double? generatorLossSum, discriminatorLossSum, namingLossSum;
    private long namedTokens;

    /// <summary>Attended tokens so far.</summary>
    public int Tokens { get; private set; }

    public DetectionMetrics Detection { get; } = new();

    /// <summary>The generator's.</summary>
    public PredictionMetrics Prediction { get; } = new();

    /// <summary>Those of a discriminator's network that names the masked words.</summary>
    public PredictionMetrics Naming { get; } = new();

    /// <summary>Mean over all masked positions so far.</summary>
    public double? GeneratorLoss => Prediction.Predictions == 0 ? null : generatorLossSum / Prediction.Predictions;

    /// <summary>Mean over all masked positions so far, or over all attended tokens where the large network names every token.</summary>
    public double? PredictionLoss => namedTokens == 0 ? null : namingLossSum / namedTokens;

    /// <summary>Mean over all attended tokens so far.</summary>
    public double? DiscriminatorLoss => Detection.Tokens == 0 ? null : discriminatorLossSum / Detection.Tokens;

    /// <summary>Takes what the last pass left behind.</summary>
    public void Add(TrainingSession session)
    {
        ModelOutputs outputs = session.Outputs;
        int attended = session.Batch.AttentionMask.Sum();
        Tokens += attended;
        if (outputs.Has("sampled_ids"))
        {
            long before = Prediction.Predictions;
            Prediction.Add(
                outputs.Integers("positions"), outputs.Integers("targets"),
                outputs.Has("predicted_ids") ? outputs.Integers("predicted_ids") : [], outputs.Integers("sampled_ids"));
            generatorLossSum = (generatorLossSum ?? 0) + outputs.Scalar("generator_loss") * (Prediction.Predictions - before);
        }
        if (outputs.Has("prediction_loss"))
        {
            long before = Naming.Predictions;
            ReadOnlySpan<int> positions = outputs.Integers("positions");
            bool namesEveryToken = outputs.Has("token_prediction_ids");
            ReadOnlySpan<int> named = namesEveryToken
                ? AtPositions(positions, outputs.Integers("token_prediction_ids"), session.Device.Batch)
                : outputs.Integers("prediction_ids");
            Naming.Add(positions, outputs.Integers("targets"), named, []);
            long namedHere = namesEveryToken ? attended : Naming.Predictions - before;
            namedTokens += namedHere;
            namingLossSum = (namingLossSum ?? 0) + outputs.Scalar("prediction_loss") * namedHere;
        }
        if (outputs.Has("discriminator_logits"))
        {
            int before = Detection.Tokens;
            Detection.Add(session.Batch.AttentionMask, outputs.Floats("labels"), outputs.Floats("discriminator_logits"));
            discriminatorLossSum = (discriminatorLossSum ?? 0) + outputs.Scalar("discriminator_loss") * (Detection.Tokens - before);
        }
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
}
