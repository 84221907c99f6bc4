using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using ElectraGen.Training.Checkpoints;
using ElectraGen.Training.Optimization;

namespace ElectraGen.Training.Runs;

/// <summary>Says what happened when a step's loss or gradients were not finite.</summary>
internal static class NonFiniteStep
{
    /// <summary>Replays the step, dispatch by dispatch, to name the tensor that went first.</summary>
    public static string Describe(IModel model, TrainingSession session, int step, double learningRate, string runFolder)
    {
        string first = session.FindNonFinite(step, learningRate) is OperandUse use
            ? $"{SlotNames.Of(model, use.Slot)}, written by {use.Kernel}, was the first tensor that was not finite"
            : "each tensor was finite by itself, and the norm of all gradients together was too large";
        string kept = CheckpointFiles.List(runFolder) is [(string checkpoint, _), ..]
            ? $"the last good checkpoint is {checkpoint}"
            : "no checkpoint was written before";
        return $"The loss or a gradient of step {step + 1} is not finite, so training stops: {first}; {kept}. {Remedy(session)}";
    }

    private static string Remedy(TrainingSession session) => session.Precision == Precision.Fp16
        ? "The loss is not scaled any more, so its gradients are beyond what fp16 holds; --precision bf16 or fp32 has the room."
        : "A lower learning rate or another --seed helps most often.";
}
