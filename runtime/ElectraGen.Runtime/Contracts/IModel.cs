namespace ElectraGen.Runtime;

/// <summary>
/// What the source generator makes of an <see cref="ElectraAttribute">[Electra]</see> class: facts about it and its passes.
/// </summary>
public interface IModel
{
    /// <summary>Sizes, objective and recipe.</summary>
    ModelDescription Description { get; }

    /// <summary>Every trained tensor, in the order of the parameter arena; a shared tensor stands once.</summary>
    IReadOnlyList<ParameterDescription> Parameters { get; }

    /// <summary>Where everything lies, and from when to when.</summary>
    PlanDescription Plan { get; }

    /// <summary>Records masking, both forward passes and the losses: what evaluation needs.</summary>
    void RecordForward(IRecorder recorder);

    /// <summary>
    /// Records a training step up to the gradients: clears them, then all passes, forward and backward, in the planned order.
    /// </summary>
    void RecordGradients(IRecorder recorder);

    /// <summary>Records the gradient norm and the update of the parameters.</summary>
    void RecordUpdate(IRecorder recorder);
}
