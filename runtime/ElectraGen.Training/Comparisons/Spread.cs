namespace ElectraGen.Training.Comparisons;

/// <summary>A number measured once for each seed.</summary>
/// <param name="Mean">Over the seeds that have it; null where none has.</param>
/// <param name="Deviation">Standard deviation of a sample, divisor n − 1; null below two seeds.</param>
internal sealed record Spread(double? Mean, double? Deviation)
{
    /// <summary>Of values; what is null was not measured.</summary>
    public static Spread Of(IEnumerable<double?> values)
    {
        double[] measured = [.. values.OfType<double>()];
        if (measured.Length == 0)
            return new Spread(null, null);
        double mean = measured.Average();
        return new Spread(mean, measured.Length == 1 ? null : Math.Sqrt(measured.Sum(value => (value - mean) * (value - mean)) / (measured.Length - 1)));
    }
}
