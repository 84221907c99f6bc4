using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Planning;

namespace ElectraGen.Generators.Emission;

/// <summary>A planned step, and the class that records it.</summary>
/// <param name="Type">The class.</param>
/// <param name="Title">What its files call it.</param>
/// <param name="Suffix">What its files' names have in front of their own suffix.</param>
/// <param name="Plan">The step.</param>
internal sealed record StepProgram(TypeIdentity Type, string Title, string Suffix, BufferPlan Plan)
{
    /// <summary>The model's own.</summary>
    public static StepProgram Of(ModelPlan model) => new(model.Model.Type, model.Model.Type.Name, "", model.Plan);

    /// <summary>Of the class inside the model's that makes layers' activations again.</summary>
    public static StepProgram Recomputing(ModelPlan model)
    {
        const string name = "Recomputing";
        TypeIdentity type = model.Model.Type;
        TypeIdentity inner = type with
        {
            Containers = type.Containers.Append($"partial {type.Keyword} {type.Name}").ToEquatableArray(),
            Name = name,
            Keyword = "class",
        };
        return new(inner, $"{type.Name}.{name}", $".{name}", model.Recomputing);
    }

    public IEnumerable<SourceFile> Files() =>
    [
        PlanEmitter.Emit(this),
        PassEmitter.Emit(this, PassDirection.Forward),
        PassEmitter.Emit(this, PassDirection.Backward),
        PassEmitter.Emit(this, PassDirection.Update),
    ];
}
