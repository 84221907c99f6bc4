using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Emission;

/// <summary>All files of a model.</summary>
internal static class ModelEmitter
{
    public static ModelSources Emit(ModelPlan plan, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new ModelSources(plan.Model.Type, ((SourceFile[])
        [
            SurfaceEmitter.Emit(plan),
            ParametersEmitter.Emit(plan),
            .. StepProgram.Of(plan).Files(),
            RecomputingEmitter.Emit(plan),
            .. StepProgram.Recomputing(plan).Files(),
        ]).ToEquatableArray());
    }
}
