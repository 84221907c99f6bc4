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

    /// <summary>
    /// The same training in less memory: of a layer only its input is kept, and what the backward pass reads of it is made again, to the
    /// same bits. Its plan and passes differ; of those of two programs only one's fit a session.
    /// </summary>
    IModel Recomputing { get; }

    /// <summary>Records what evaluation needs of a stage: masking, the forward passes and the losses.</summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="stage">Index in <see cref="ModelDescription.Stages"/>.</param>
    void RecordForward(IRecorder recorder, int stage = 0);

    /// <summary>
    /// Records a training step of a stage up to the gradients: clears them, then all its passes, forward and backward, in the planned order.
    /// </summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="stage">Index in <see cref="ModelDescription.Stages"/>.</param>
    void RecordGradients(IRecorder recorder, int stage = 0);

    /// <summary>
    /// Records what a step in parts starts with, for each part: <see cref="PlanDescription.WeightSums"/>. The sums over all parts are to be
    /// written into these slots before the first <see cref="RecordMicroBatch"/> runs.
    /// </summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="stage">Index in <see cref="ModelDescription.Stages"/>.</param>
    void RecordWeights(IRecorder recorder, int stage = 0);

    /// <summary>
    /// Records a part of a training step, in the place of <see cref="RecordGradients"/>: clears nothing, so that the gradients of all parts
    /// add up, and leaves each loss as the part's share of it.
    /// </summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="stage">Index in <see cref="ModelDescription.Stages"/>.</param>
    void RecordMicroBatch(IRecorder recorder, int stage = 0);

    /// <summary>
    /// Records the gradient norm and the update of the parameters that the stage trains: directly behind <see cref="RecordGradients"/>, or
    /// in a recording of its own.
    /// </summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="stage">Index in <see cref="ModelDescription.Stages"/>.</param>
    void RecordUpdate(IRecorder recorder, int stage = 0);
}
