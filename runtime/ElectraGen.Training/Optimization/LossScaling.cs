using ElectraGen.Runtime;

namespace ElectraGen.Training.Optimization;

/// <summary>
/// The scale of the loss in <see cref="Precision.Fp16"/>, whose smallest number is 2⁻²⁴ (Micikevicius et al., arXiv 1710.03740): as large as
/// gradients allow. A step whose gradients are not finite is skipped and halves it; many good ones in a row double it. Other precisions
/// have the exponents of 32 bits, and need none.
/// </summary>
internal sealed class LossScaling(Precision precision)
{
    private const int First = 16, Largest = 24, StepsToDouble = 2000;

    /// <summary>How it stands: what a checkpoint has to keep.</summary>
    public LossScale Scale { get; set; } = new(precision == Precision.Fp16 ? First : 0, GoodSteps: 0);

    /// <summary>Learns from a step.</summary>
    /// <returns>Whether the step may be skipped: its gradients were not finite, and will be at half the scale if at all.</returns>
    public bool Skips(bool isFinite)
    {
        if (precision != Precision.Fp16)
            return false;
        if (isFinite)
            Scale = Scale.GoodSteps + 1 < StepsToDouble ? Scale with { GoodSteps = Scale.GoodSteps + 1 } : new(Math.Min(Scale.Exponent + 1, Largest), 0);
        else if (Scale.Exponent > 0)
            Scale = new(Scale.Exponent - 1, 0);
        else
            return false;
        return !isFinite;
    }
}

/// <summary>Gradients are 2 to the <paramref name="Exponent"/> times what they are, for so many good steps in a row.</summary>
internal readonly record struct LossScale(int Exponent, int GoodSteps);
