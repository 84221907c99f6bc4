using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Emission;

/// <summary>All files of a model.</summary>
internal static class ModelEmitter
{
    public static ModelSources Emit(ModelPlan plan, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new ModelSources(plan.Model.Type, EquatableArray.Of(
            SurfaceEmitter.Emit(plan),
            ParametersEmitter.Emit(plan),
            PlanEmitter.Emit(plan),
            PassEmitter.Emit(plan, PassDirection.Forward),
            PassEmitter.Emit(plan, PassDirection.Backward),
            PassEmitter.Emit(plan, PassDirection.Update)));
    }
}
