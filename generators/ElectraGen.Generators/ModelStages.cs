using ElectraGen.Generators.Autodiff;
using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Emission;
using ElectraGen.Generators.Expansion;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Lowering;
using ElectraGen.Generators.Lowering.Objectives;
using ElectraGen.Generators.Planning;

namespace ElectraGen.Generators;

/// <summary>The stages between a sound declaration and what is emitted for it.</summary>
internal static class ModelStages
{
    public static ModelGraph Lower(ModelDeclaration model, CancellationToken cancellation) =>
        new(model, ElectraLowering.Lower(model, cancellation));

    /// <summary>A whole step: forward, backward, update, in terms of what kernels do.</summary>
    public static ModelStep Differentiate(ModelGraph forward, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Graph gradients = Differentiation.Differentiate(forward.Graph);
        Graph step = GraphExpansion.Expand(UpdateLowering.Append(gradients, forward.Model.Recipe));
        return new(forward.Model, step, FlopsPerSequence(forward.Model, gradients));
    }

    public static ModelPlan Plan(ModelStep step, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Graph scheduled = Scheduler.Schedule(step.Graph);
        cancellation.ThrowIfCancellationRequested();
        return new(step.Model, BufferPlanner.Plan(scheduled), step.FlopsPerSequence);
    }

    /// <summary>The mean over the steps of all stages.</summary>
    private static double FlopsPerSequence(ModelDeclaration model, Graph gradients)
    {
        EquatableArray<TrainingStage> stages = Objective.Of(model.Objective)!.StagesOf(model);
        return Enumerable.Range(0, stages.Count).Sum(stage => stages[stage].Share * ProductWork.PerSequence(gradients, stage));
    }
}
