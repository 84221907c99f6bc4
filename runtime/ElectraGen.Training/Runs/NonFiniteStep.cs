using ElectraGen.Runtime;
using ElectraGen.Training.Checkpoints;
using ElectraGen.Training.Optimization;

namespace ElectraGen.Training.Runs;

/// <summary>Says what happened when a step's gradients were not finite. The device has changed no parameter in that step.</summary>
internal static class NonFiniteStep
{
    public static string Describe(IModel model, TrainingSession session, int step, string runFolder)
    {
        string first = FindFirst(model, session) is string tensor ? $"; the first tensor that is not finite is {tensor}" : "";
        string kept = CheckpointFiles.List(runFolder) is [(string checkpoint, _), ..]
            ? $"the last good checkpoint is {checkpoint}"
            : "no checkpoint was written before";
        return $"The gradients of step {step + 1} are not finite{first}: training stops, {kept}. A lower learning rate or another --seed helps most often.";
    }

    /// <summary>Looks at the losses, then at the parameters' gradients in their order.</summary>
    private static string? FindFirst(IModel model, TrainingSession session)
    {
        foreach (LossDescription loss in model.Description.Losses)
        {
            if (session.Outputs.Scalar(loss.Name) is double value && !double.IsFinite(value))
                return loss.Name;
        }
        ParameterTensors tensors = new(model, session.Device);
        foreach (ParameterDescription parameter in model.Parameters)
        {
            foreach (float gradient in tensors.Read(parameter, SegmentKind.Gradients))
            {
                if (!float.IsFinite(gradient))
                    return $"the gradient of {parameter.Name}";
            }
        }
        return null;
    }
}
