using ElectraGen.Runtime;

namespace ElectraGen.Training;

/// <summary>Trained parameters of each role with its head, shared ones included, and of both together, where a shared tensor counts once.</summary>
internal sealed record ParameterCounts(long Generator, long Discriminator, long Total)
{
    public static ParameterCounts Of(IReadOnlyList<ParameterDescription> parameters)
    {
        long Count(Func<ParameterDescription, bool> isCounted) =>
            parameters.Where(static parameter => parameter.IsTrained).Where(isCounted).Sum(static parameter => parameter.Place.Value.Count);
        return new ParameterCounts(
            Count(static parameter => parameter.BelongsTo(ModelRole.Generator)),
            Count(static parameter => parameter.BelongsTo(ModelRole.Discriminator)),
            Count(static _ => true));
    }
}
