namespace ElectraGen.Runtime;

/// <summary>An objective that puts the generator's samples in the place of the masked tokens.</summary>
public abstract class SampledObjectiveAttribute : ObjectiveAttribute
{
    private protected SampledObjectiveAttribute()
    {
    }

    /// <summary>Weight of the generator's masked language modelling loss in the total.</summary>
    public double GeneratorWeight { get; set; } = 1;

    /// <summary>Temperature of the generator's sampling distribution.</summary>
    public double Temperature { get; set; } = 1;

    /// <summary>Whether the correct token is never sampled, so that every masked token is replaced; an option of the published code.</summary>
    public bool ForbidCorrect { get; set; }
}
