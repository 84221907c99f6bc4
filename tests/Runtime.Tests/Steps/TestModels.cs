using ElectraGen.Models;
using ElectraGen.Runtime;

namespace Runtime.Tests.Steps;

/// <summary>The models of these tests by name, which is what a test runner prints.</summary>
internal static class TestModels
{
    private static readonly IReadOnlyList<IModel> Micro = [new SharedMicroElectra(), new SeparateMicroElectra(), new RotaryMicroElectra(), new SinusoidalMicroElectra()];

    public static TheoryData<string> MicroNames => [.. Micro.Select(model => model.Description.Name)];

    public static TheoryData<string> AllNames => [.. PublishedModels.All.Concat(Micro).Select(model => model.Description.Name)];

    public static IModel Named(string name) => PublishedModels.All.Concat(Micro).Single(model => model.Description.Name == name);

    /// <summary>
    /// The recipe's batch, as far as 32 bits count the elements of a slot: ElectraLarge's 2,048 sequences are for several devices.
    /// </summary>
    public static int LargestBatch(this IModel model)
    {
        long largestSlot = model.Plan.Slots.Where(planned => planned.Slot.Segment.IsBatched).Max(planned => planned.Slot.Count);
        return (int)Math.Min(model.Description.Recipe.BatchSize, (1L << 32) / largestSlot);
    }

    /// <summary>A whole training step.</summary>
    public static void RecordStep(this IModel model, IRecorder recorder)
    {
        model.RecordGradients(recorder);
        model.RecordUpdate(recorder);
    }
}
