namespace ElectraGen.Runtime;

/// <summary>
/// The objective of ELECTRA: generator's masked language modelling plus, for every token, the discriminator's decision
/// whether it was replaced (equation 2 of the paper). The total is
/// <c>GeneratorWeight · L(generator) + DiscriminatorWeight · L(discriminator)</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ReplacedTokenDetectionAttribute : Attribute
{
    /// <summary>Weight of the generator's loss.</summary>
    public double GeneratorWeight { get; set; } = 1;

    /// <summary>Weight of the discriminator's loss (λ in the paper).</summary>
    public double DiscriminatorWeight { get; set; } = 50;

    /// <summary>Temperature of the generator's sampling distribution.</summary>
    public double Temperature { get; set; } = 1;
}
