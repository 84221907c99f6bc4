namespace ElectraGen.Training.Metrics;

/// <summary>
/// The area under the receiver operating characteristic: the chance that a random positive scores above a random negative, ties
/// counting half (Mann and Whitney, 1947).
/// </summary>
internal static class RankingArea
{
    /// <summary>The area; null where one of the classes is empty or a score is not a number.</summary>
    public static double? Compute(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        float[] sorted = scores.ToArray();
        bool[] sortedLabels = labels.ToArray();
        Array.Sort(sorted, sortedLabels);

        double positives = 0, positiveRanks = 0;
        for (int first = 0, end; first < sorted.Length; first = end)
        {
            if (float.IsNaN(sorted[first]))
                return null;
            end = first;
            double positivesHere = 0;
            for (; end < sorted.Length && sorted[end] == sorted[first]; end++)
                positivesHere += sortedLabels[end] ? 1 : 0;
            // Ranks from 1; equal scores share the mean of theirs
            positiveRanks += positivesHere * (first + 1 + end) / 2;
            positives += positivesHere;
        }
        double negatives = sorted.Length - positives;
        return positives == 0 || negatives == 0
            ? null
            : (positiveRanks - positives * (positives + 1) / 2) / (positives * negatives);
    }
}
