namespace ElectraGen.Runtime;

/// <summary>
/// How a model is trained: Adam without bias correction, decoupled weight decay, linear warm-up times linear decay
/// (table 6 of the paper and the published code).
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RecipeAttribute : Attribute
{
    /// <summary>Sequences per step.</summary>
    public int BatchSize { get; set; } = 128;

    /// <summary>Peak learning rate.</summary>
    public double LearningRate { get; set; } = 5e-4;

    /// <summary>Steps over which the rate rises; the decay runs meanwhile, as published.</summary>
    public int WarmupSteps { get; set; } = 10_000;

    /// <summary>Steps in all; the rate reaches zero there.</summary>
    public int Steps { get; set; } = 1_000_000;

    /// <summary>Decoupled decay of weights and tables; norms and biases have none.</summary>
    public double WeightDecay { get; set; } = 0.01;

    /// <summary>Decay of the first moment.</summary>
    public double Beta1 { get; set; } = 0.9;

    /// <summary>Decay of the second moment.</summary>
    public double Beta2 { get; set; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    public double Epsilon { get; set; } = 1e-6;

    /// <summary>Largest norm of all gradients together; larger ones are scaled down to it.</summary>
    public double ClipNorm { get; set; } = 1;
}
