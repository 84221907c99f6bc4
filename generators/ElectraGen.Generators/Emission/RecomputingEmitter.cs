namespace ElectraGen.Generators.Emission;

/// <summary>X.Recomputing.g.cs: the class inside a model's that records the step with layers' activations made again.</summary>
internal static class RecomputingEmitter
{
    public static SourceFile Emit(ModelPlan plan)
    {
        StepProgram program = StepProgram.Recomputing(plan);
        return ModelFile.Write(plan.Model.Type, $"{program.Suffix}.g.cs",
            [
                $"{program.Title}: the same training in less memory. Of a layer only its input is kept; what the backward pass reads of it is made",
                "again, to the same bits. Its passes and buffers are in the files beside this one.",
            ],
            ["System.Collections.Generic", "ElectraGen.Runtime"],
            writer =>
            {
                writer.Line($"IModel IModel.Recomputing => new {program.Type.Name}(this);");
                writer.Line();
                using IDisposable inner = writer.Block($"private sealed partial class {program.Type.Name}(IModel model) : IModel");
                writer.Line("ModelDescription IModel.Description { get; } = model.Description with");
                using (writer.OpenBlock("};"))
                    SurfaceEmitter.WriteVocabularyLogits(writer, program.Plan);
                writer.Line();
                writer.Line("IReadOnlyList<ParameterDescription> IModel.Parameters => model.Parameters;");
                writer.Line();
                writer.Line("PlanDescription IModel.Plan { get; } = DescribePlan();");
                writer.Line();
                writer.Line("IModel IModel.Recomputing => this;");
            });
    }
}
