using ElectraGen.Training.Data;
using ElectraGen.Training.Metrics;
using ElectraGen.Training.Optimization;

namespace ElectraGen.Training.Runs;

/// <summary>Losses on held-out documents, without dropout; always the same batches, masks and samples' noise.</summary>
internal sealed class HeldOutEvaluation(TrainingSession session, TrainingData data)
{
    /// <summary>Enough to see trends, few enough not to slow training down.</summary>
    private const int MostBatches = 16;

    /// <summary>Evaluates after so many steps.</summary>
    public EvaluationMetrics Run(int stepsDone)
    {
        OutputMetrics metrics = new();
        int batches = (int)Math.Min(MostBatches, data.CountHeldOutBatches(session.Device.Batch));
        for (int batch = 0; batch < batches; batch++)
        {
            data.FillHeldOutBatch(batch, session.Batch.TokenIds, session.Batch.SegmentIds, session.Batch.AttentionMask);
            session.Evaluate(batch);
            metrics.Add(session);
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
            Tokens = metrics.Detection.Tokens,
            ReplacedFraction = metrics.Detection.ReplacedFraction,
        };
    }
}
