using ElectraGen.Runtime;

namespace ElectraGen.Training.Optimization;

/// <summary>The steps of a run: which stage each belongs to, and its rate. Every stage has the recipe's whole schedule of rates.</summary>
internal sealed class TrainingSchedule
{
    private readonly ScheduledStage[] stages;

    /// <exception cref="ElectraGenException">There are fewer steps than stages.</exception>
    public TrainingSchedule(ModelDescription model, int steps)
    {
        if (steps < model.Stages.Count)
            throw new ElectraGenException($"{model.Name} trains in {model.Stages.Count} stages and needs a step for each, but --steps is {steps}.");
        stages = new ScheduledStage[model.Stages.Count];
        double share = 0;
        int first = 0;
        for (int stage = 0; stage < stages.Length; stage++)
        {
            share += model.Stages[stage].Share;
            // One step at least for each stage, those to come included
            int end = stage == stages.Length - 1 ? steps : Math.Clamp((int)Math.Round(share * steps), first + 1, steps - (stages.Length - 1 - stage));
            stages[stage] = new ScheduledStage(stage, first, LearningRateSchedule.Create(model.Recipe, end - first));
            first = end;
        }
    }

    /// <summary>The stage of a step, counted from 0.</summary>
    public ScheduledStage StageOf(int step) => stages.Last(stage => stage.FirstStep <= step);

    /// <summary>A stage by its index.</summary>
    public ScheduledStage this[int stage] => stages[stage];
}

/// <summary>A stage of a run.</summary>
/// <param name="Index">Index in <see cref="ModelDescription.Stages"/>.</param>
/// <param name="FirstStep">Its first step, counted from 0 over the run.</param>
/// <param name="Rates">Its rates, by step counted from its first.</param>
internal sealed record ScheduledStage(int Index, int FirstStep, LearningRateSchedule Rates)
{
    /// <summary>The rate of a step, counted from 0 over the run.</summary>
    public double RateAt(int step) => Rates[step - FirstStep];
}
