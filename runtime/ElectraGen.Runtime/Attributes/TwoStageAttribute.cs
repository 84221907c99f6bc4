namespace ElectraGen.Runtime;

/// <summary>
/// Two-stage training (section 3.2 of the paper): first the generator's masked language modelling alone; then the discriminator starts
/// from the generator's weights and is trained alone, on samples of the generator as it then stands. Both networks have one size and
/// share nothing. Each stage runs through the recipe's schedule of rates by itself.
/// </summary>
public sealed class TwoStageAttribute : SampledObjectiveAttribute
{
    /// <summary>Weight of the discriminator's loss.</summary>
    public double DiscriminatorWeight { get; set; } = 50;

    /// <summary>Fraction of the steps that belongs to the generator, inside (0, 1).</summary>
    public double GeneratorShare { get; set; } = 0.5;
}
