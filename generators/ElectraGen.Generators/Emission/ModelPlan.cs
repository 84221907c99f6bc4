using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Planning;

namespace ElectraGen.Generators.Emission;

/// <summary>A declaration with its forward graph. Compares by structure.</summary>
internal sealed record ModelGraph(ModelDeclaration Model, Graph Graph);

/// <summary>A declaration with the graph of a whole training step. Compares by structure.</summary>
/// <param name="Model">The declaration.</param>
/// <param name="Graph">All passes, not yet in the order in which they run.</param>
/// <param name="FlopsPerSequence">See <see cref="ProductWork"/>.</param>
internal sealed record ModelStep(ModelDeclaration Model, Graph Graph, double FlopsPerSequence);

/// <summary>All that emission needs of a model. Compares by structure.</summary>
/// <param name="Model">The declaration.</param>
/// <param name="Plan">The scheduled graph of a step, and a place for every value.</param>
/// <param name="FlopsPerSequence">See <see cref="ProductWork"/>.</param>
internal sealed record ModelPlan(ModelDeclaration Model, BufferPlan Plan, double FlopsPerSequence)
{
    public Graph Graph => Plan.Graph;
}
