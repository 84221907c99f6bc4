using ElectraGen.Runtime;

namespace ElectraGen.Training.Optimization;

/// <summary>
/// The rate of each step, as published: lr(t) = peak · (1 − t / steps) · min(1, t / warmup), t from 0, so that the decay runs during the
/// warm-up and the first step's rate is 0.
/// </summary>
/// <param name="Peak">Peak learning rate.</param>
/// <param name="WarmupSteps">Steps over which the rate rises; 0: none.</param>
/// <param name="Steps">Steps in all.</param>
internal sealed record LearningRateSchedule(double Peak, int WarmupSteps, int Steps)
{
    /// <summary>The recipe over <paramref name="steps"/> steps. Fewer than it was written for scale the warm-up with them.</summary>
    public static LearningRateSchedule Create(RecipeDescription recipe, int steps)
    {
        int warmupSteps = steps < recipe.Steps && recipe.WarmupSteps > 0
            ? Math.Max(1, (int)Math.Round((double)recipe.WarmupSteps * steps / recipe.Steps))
            : recipe.WarmupSteps;
        return new LearningRateSchedule(recipe.LearningRate, warmupSteps, steps);
    }

    /// <summary>The rate of step <paramref name="step"/>, counted from 0.</summary>
    public double this[int step]
    {
        get
        {
            double warmup = WarmupSteps == 0 ? 1 : Math.Min(1, (double)step / WarmupSteps);
            return Peak * (1 - (double)step / Steps) * warmup;
        }
    }

    /// <summary>The first step whose rate is above 0.</summary>
    public int FirstMovingStep => WarmupSteps == 0 ? 0 : 1;
}
