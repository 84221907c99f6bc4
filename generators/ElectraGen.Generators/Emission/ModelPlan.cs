using ElectraGen.Generators.Autodiff;
using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Planning;

namespace ElectraGen.Generators.Emission;

/// <summary>A declaration with its forward graph. Compares by structure.</summary>
internal sealed record ModelGraph(ModelDeclaration Model, Graph Graph);

/// <summary>A declaration with the graph of a whole training step. Compares by structure.</summary>
/// <param name="Model">The declaration.</param>
/// <param name="Graph">All passes, not yet in the order in which they run.</param>
/// <param name="Recomputing">The same with layers' activations made again: see <see cref="Recomputation"/>.</param>
/// <param name="FlopsPerSequence">See <see cref="ProductWork"/>; what is made again does not count.</param>
internal sealed record ModelStep(ModelDeclaration Model, Graph Graph, Graph Recomputing, double FlopsPerSequence);

/// <summary>All that emission needs of a model. Compares by structure.</summary>
/// <param name="Model">The declaration.</param>
/// <param name="Plan">The scheduled graph of a step, and a place for every value.</param>
/// <param name="Recomputing">The same for the step that makes layers' activations again.</param>
/// <param name="FlopsPerSequence">See <see cref="ProductWork"/>.</param>
internal sealed record ModelPlan(ModelDeclaration Model, BufferPlan Plan, BufferPlan Recomputing, double FlopsPerSequence)
{
    public Graph Graph => Plan.Graph;
}
