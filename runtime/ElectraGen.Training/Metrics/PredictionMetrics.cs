namespace ElectraGen.Training.Metrics;

/// <summary>How often a network's best guess and its sample are the original token, over the masked positions. Undefined is null.</summary>
internal sealed class PredictionMetrics
{
    private readonly HashSet<int> distinctTargets = [], distinctSamples = [];
    private long predicted, sampled, guesses, samples;

    /// <summary>Masked positions so far.</summary>
    public long Predictions { get; private set; }

    /// <summary>The fraction of positions where the likeliest token is the original.</summary>
    public double? Accuracy => guesses == 0 ? null : (double)predicted / guesses;

    /// <summary>The fraction of positions where the sampled token is the original.</summary>
    public double? SampledAccuracy => samples == 0 ? null : (double)sampled / samples;

    /// <summary>Different tokens among the originals.</summary>
    public int? DistinctTargets => Predictions == 0 ? null : distinctTargets.Count;

    /// <summary>Different tokens among the samples.</summary>
    public int? DistinctSamples => samples == 0 ? null : distinctSamples.Count;

    /// <summary>
    /// Takes a batch; all spans are [B, P], and a position is −1 where there is none. An objective without samples
    /// passes none, and a generator without a network has no guess.
    /// </summary>
    public void Add(
        ReadOnlySpan<int> positions, ReadOnlySpan<int> targets, ReadOnlySpan<int> predictedIds, ReadOnlySpan<int> sampledIds)
    {
        for (int prediction = 0; prediction < positions.Length; prediction++)
        {
            if (positions[prediction] < 0)
                continue;
            Predictions++;
            distinctTargets.Add(targets[prediction]);
            if (!predictedIds.IsEmpty)
            {
                guesses++;
                predicted += predictedIds[prediction] == targets[prediction] ? 1 : 0;
            }

            if (!sampledIds.IsEmpty)
            {
                samples++;
                distinctSamples.Add(sampledIds[prediction]);
                sampled += sampledIds[prediction] == targets[prediction] ? 1 : 0;
            }
        }
    }
}
