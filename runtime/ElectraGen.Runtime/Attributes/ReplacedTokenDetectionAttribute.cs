namespace ElectraGen.Runtime;

/// <summary>
/// The objective of ELECTRA: generator's masked language modelling plus, for every token, the discriminator's decision
/// whether it was replaced (equation 2 of the paper). The total is
/// <c>GeneratorWeight · L(generator) + DiscriminatorWeight · L(discriminator)</c>.
/// </summary>
public sealed class ReplacedTokenDetectionAttribute : SampledObjectiveAttribute
{
    /// <summary>Weight of the discriminator's loss (λ in the paper).</summary>
    public double DiscriminatorWeight { get; set; } = 50;

    /// <summary>Where the discriminator decides.</summary>
    public DetectedPositions Positions { get; set; } = DetectedPositions.All;
}
