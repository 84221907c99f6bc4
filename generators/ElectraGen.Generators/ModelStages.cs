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
        return new(forward.Model, Step(gradients), Step(Recomputation.Apply(gradients)), FlopsPerSequence(forward.Model, gradients));

        Graph Step(Graph passes) => GraphExpansion.Expand(UpdateLowering.Append(passes, forward.Model.Recipe));
    }

    public static ModelPlan Plan(ModelStep step, CancellationToken cancellation)
    {
        return new(step.Model, Plan(step.Graph), Plan(step.Recomputing), step.FlopsPerSequence);

        BufferPlan Plan(Graph graph)
        {
            cancellation.ThrowIfCancellationRequested();
            Graph scheduled = Scheduler.Schedule(graph);
            cancellation.ThrowIfCancellationRequested();
            return BufferPlanner.Plan(scheduled);
        }
    }

    /// <summary>The mean over the steps of all stages.</summary>
    private static double FlopsPerSequence(ModelDeclaration model, Graph gradients)
    {
        EquatableArray<TrainingStage> stages = Objective.Of(model.Objective)!.StagesOf(model);
        return Enumerable.Range(0, stages.Count).Sum(stage => stages[stage].Share * ProductWork.PerSequence(gradients, stage));
    }
}
