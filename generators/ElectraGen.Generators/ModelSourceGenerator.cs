using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Diagnostics;
using ElectraGen.Generators.Emission;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Lowering.Objectives;
using Microsoft.CodeAnalysis;

namespace ElectraGen.Generators;

/// <summary>Turns each <c>[Electra]</c> class into the passes, parameters and buffers that train it.</summary>
[Generator]
public sealed class ModelSourceGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Read each declaration into plain records; nothing below sees a symbol
        IncrementalValuesProvider<DeclarationSource> sources = context.SyntaxProvider
            .ForAttributeWithMetadataName(ModelReader.ElectraAttribute, ModelReader.IsCandidate, ModelReader.Read)
            .Where(static source => source is not null)
            .Select(static (source, _) => source!).WithTrackingName(TrackingNames.Source);

        // Part it from its positions; what is wrong with it is the analyzer's to say
        IncrementalValuesProvider<ModelDeclaration> models = sources
            .Select(static (source, _) => Objective.WithoutDefaults(source.Model)).WithTrackingName(TrackingNames.Declaration)
            .Where(DeclarationRules.IsSound);

        // Lower to operations, differentiate, and lay out memory
        IncrementalValuesProvider<ModelGraph> forward = models.Select(ModelStages.Lower).WithTrackingName(TrackingNames.Forward);
        IncrementalValuesProvider<ModelStep> steps = forward.Select(ModelStages.Differentiate).WithTrackingName(TrackingNames.Step);
        IncrementalValuesProvider<ModelPlan> plans = steps.Select(ModelStages.Plan).WithTrackingName(TrackingNames.Plan);

        // What cannot run everywhere, with the positions joined again
        IncrementalValuesProvider<ModelFindings> findings = plans.Select(DeviceRules.Check).WithTrackingName(TrackingNames.Findings);
        context.RegisterSourceOutput(
            findings.Where(static found => found.Findings.Count > 0).Combine(sources.Collect()),
            static (output, found) => found.Left.Report(found.Right, output));

        // What stands behind the class, in files with names of their own
        IncrementalValuesProvider<ModelSources> files = plans
            .Where(DeviceRules.IsAddressable)
            .Select(ModelEmitter.Emit).WithTrackingName(TrackingNames.Sources);
        IncrementalValueProvider<EquatableArray<HintName>> hints = models
            .Select(static (model, _) => model.Type).Collect()
            .Select(HintNames.Assign).WithTrackingName(TrackingNames.Hints);
        context.RegisterSourceOutput(files.Combine(hints), static (output, model) => model.Left.AddTo(output, model.Right));

        // All models of the assembly
        IncrementalValueProvider<EquatableArray<TypeIdentity>> emitted = files
            .Select(static (model, _) => model.Type).Collect()
            .Select(static (types, _) => types.ToEquatableArray()).WithTrackingName(TrackingNames.Models);
        context.RegisterSourceOutput(emitted, ModelListEmitter.Emit);
    }
}
