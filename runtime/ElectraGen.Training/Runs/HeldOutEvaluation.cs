using ElectraGen.Training.Data;
using ElectraGen.Training.Metrics;
using ElectraGen.Training.Optimization;

namespace ElectraGen.Training.Runs;

/// <summary>Losses on held-out documents, without dropout; always the same batches, masks and samples' noise.</summary>
internal sealed class HeldOutEvaluation(TrainingSession session, TrainingData data)
{
    /// <summary>Enough to see trends, few enough not to slow training down; the same for every batch size, so that runs can be compared.</summary>
    private const long MostSequences = 512;

    /// <summary>Evaluates after so many steps.</summary>
    public EvaluationMetrics Run(int stepsDone) => Run(stepsDone, MostSequences);

    /// <summary>Evaluates after so many steps, on the first so many sequences or on all where there are fewer.</summary>
    public EvaluationMetrics Run(int stepsDone, long mostSequences)
    {
        OutputMetrics metrics = new();
        long sequences = Math.Min(mostSequences, data.Description.HeldOutExamples);
        for (int batch = 0; (long)batch * session.Sequences < sequences; batch++)
        {
            data.FillHeldOutBatch(batch, session.Batch.TokenIds, session.Batch.SegmentIds, session.Batch.AttentionMask, sequences);
            session.Evaluate(batch, metrics);
        }
        return new EvaluationMetrics
        {
            Step = stepsDone,
            GeneratorLoss = metrics.GeneratorLoss,
            GeneratorAccuracy = metrics.Prediction.Accuracy,
            DiscriminatorLoss = metrics.DiscriminatorLoss,
            PredictionLoss = metrics.PredictionLoss,
            PredictionAccuracy = metrics.Naming.Accuracy,
            BaseRateEntropy = metrics.Detection.BaseRateEntropy,
            DiscriminatorAccuracy = metrics.Detection.Accuracy,
            DiscriminatorAuc = metrics.Detection.AreaUnderCurve,
            DiscriminatorPrecision = metrics.Detection.Precision,
            DiscriminatorRecall = metrics.Detection.Recall,
            Tokens = metrics.Tokens,
            ReplacedFraction = metrics.Detection.ReplacedFraction,
        };
    }
}
