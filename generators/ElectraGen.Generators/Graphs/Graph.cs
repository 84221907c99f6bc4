namespace ElectraGen.Generators.Graphs;

internal enum PassDirection
{
    Forward,
    Backward,

    /// <summary>Behind all others: from gradients to parameters.</summary>
    Update,
}

/// <summary>A run of statements with a name: <c>Generator</c>, forward or backward.</summary>
/// <param name="Name">What it computes, a noun: <c>Corruption</c>, <c>Generator</c>, <c>Discriminator</c>.</param>
/// <param name="Direction">Forward or backward.</param>
/// <param name="Nodes">Its statements in order.</param>
/// <param name="Stage">The only stage in which it runs; null: all.</param>
internal sealed record Pass(string Name, PassDirection Direction, EquatableArray<Node> Nodes, int? Stage = null)
{
    public bool RunsIn(int stage) => Stage is null || Stage == stage;
}

/// <summary>A value that stays readable until the next step, under the name that programs use (<c>discriminator_logits</c>).</summary>
internal sealed record GraphOutput(string Name, Value Value, EquatableArray<int> Shape, int? Stage = null);

/// <summary>A product of which passes only ever hold slices: <c>hidden · tableᵀ + bias</c>, under the name that programs use.</summary>
internal sealed record SlicedProduct(string Name, Value Hidden, Value Table, Value Bias);

/// <summary>A part of training: the passes that run in it, a scalar that is differentiated, an update of what that trains.</summary>
/// <param name="Title">As emitted code begins names that belong to it: <c>Generator</c>.</param>
/// <param name="Loss">The scalar.</param>
internal sealed record Stage(string Title, Value Loss);

/// <summary>
/// What a model computes: passes in the order in which they run, and the values they name. Knows nothing of ELECTRA.
/// Immutable and compared by structure; <see cref="GraphBuilder"/> makes the forward half, differentiation adds the other.
/// </summary>
/// <param name="Passes">The passes, in order.</param>
/// <param name="Parameters">Every trained value, in the order of declaration.</param>
/// <param name="Inputs">What the host uploads: batches, and constants once.</param>
/// <param name="Outputs">What stays readable; among them the scalars that are differentiated.</param>
/// <param name="SlicedProducts">What programs may want whole.</param>
/// <param name="WeightSums">What means divide by: sums over a whole step, also where it is made in several parts.</param>
/// <param name="Stages">The parts of training, one at least.</param>
internal sealed record Graph(
    EquatableArray<Pass> Passes,
    EquatableArray<ParameterInfo> Parameters,
    EquatableArray<Value> Inputs,
    EquatableArray<GraphOutput> Outputs,
    EquatableArray<SlicedProduct> SlicedProducts,
    EquatableArray<Value> WeightSums,
    EquatableArray<Stage> Stages);
