using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>What is recorded at one time.</summary>
internal enum SequenceKind
{
    /// <summary>The forward passes alone.</summary>
    Forward,

    /// <summary>All gradients are cleared, then every pass up to the update runs.</summary>
    Step,

    /// <summary>What sums of weights take.</summary>
    Weights,

    /// <summary>A part of a step: its gradients are added to those of other parts, and the sums of weights are there.</summary>
    MicroBatch,
}

/// <summary>Passes of a stage in the order in which they run. Compares by structure.</summary>
internal sealed record PassSequence(SequenceKind Kind, int Stage, EquatableArray<SequencedPass> Passes);

/// <summary>A pass of a sequence. Compares by structure.</summary>
/// <param name="Pass">Its index in the graph.</param>
/// <param name="HasBarrier">Whether a barrier stands before it.</param>
/// <param name="Beside">Index of the pass that runs side by side with it, if one does.</param>
internal sealed record SequencedPass(int Pass, bool HasBarrier, int? Beside = null);
