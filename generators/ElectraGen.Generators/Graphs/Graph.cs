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
internal sealed record Pass(string Name, PassDirection Direction, EquatableArray<Node> Nodes);

/// <summary>A value that stays readable until the next step, under the name that programs use (<c>discriminator_logits</c>).</summary>
internal sealed record GraphOutput(string Name, Value Value, EquatableArray<int> Shape);

/// <summary>
/// What a model computes: passes in the order in which they run, and the values they name. Knows nothing of ELECTRA.
/// Immutable and compared by structure; <see cref="GraphBuilder"/> makes the forward half, differentiation adds the other.
/// </summary>
/// <param name="Passes">The passes, in order.</param>
/// <param name="Parameters">Every trained value, in the order of declaration.</param>
/// <param name="Inputs">What the host uploads: batches, and constants once.</param>
/// <param name="Outputs">What stays readable; among them the scalar that is differentiated.</param>
/// <param name="Loss">The scalar that is differentiated.</param>
internal sealed record Graph(
    EquatableArray<Pass> Passes,
    EquatableArray<ParameterInfo> Parameters,
    EquatableArray<Value> Inputs,
    EquatableArray<GraphOutput> Outputs,
    Value Loss);
