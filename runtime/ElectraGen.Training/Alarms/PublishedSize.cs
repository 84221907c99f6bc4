using ElectraGen.Runtime;

namespace ElectraGen.Training.Alarms;

/// <summary>A published size of encoder and the peak learning rate that it was trained with (Clark et al., 2020, table 6).</summary>
/// <param name="Name">As the paper calls it.</param>
/// <param name="EncoderParameters">Parameters of the discriminator's layers.</param>
/// <param name="LearningRate">Peak rate.</param>
internal sealed record PublishedSize(string Name, long EncoderParameters, double LearningRate)
{
    /// <summary>A model within this factor of a published size is taken to be of that size; the sizes are further apart.</summary>
    private const double SameSizeFactor = 2;

    private static readonly PublishedSize[] All =
    [
        new("Small", 9_477_120, 5e-4),
        new("Base", 85_054_464, 2e-4),
        new("Large", 302_309_376, 2e-4),
    ];

    /// <summary>The size that an encoder has; null where it is like none of the published.</summary>
    public static PublishedSize? Of(long encoderParameters)
    {
        return All.FirstOrDefault(IsNear);

        bool IsNear(PublishedSize size) =>
            encoderParameters <= SameSizeFactor * size.EncoderParameters && size.EncoderParameters <= SameSizeFactor * encoderParameters;
    }

    /// <summary>
    /// The other size that a rate belongs to: a smaller one's rate or more, or exactly a larger one's; null where the rate suits this size.
    /// </summary>
    public PublishedSize? OwnerOf(double learningRate) =>
        learningRate == LearningRate
            ? null
            : All.FirstOrDefault(other => other.LearningRate > LearningRate ? learningRate >= other.LearningRate : learningRate == other.LearningRate);

    /// <summary>Parameters of a network's layers, shared ones included.</summary>
    public static long CountEncoderParameters(IModel model, ModelRole role) =>
        model.Parameters
            .Where(parameter => parameter.AllNames().Any(name => name.StartsWith(role.Prefix + "electra.encoder.", StringComparison.Ordinal)))
            .Sum(static parameter => parameter.Place.Value.Count);
}
