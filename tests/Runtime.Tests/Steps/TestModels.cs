using ElectraGen.Models;
using ElectraGen.Runtime;

namespace Runtime.Tests.Steps;

/// <summary>The models of these tests by name, which is what a test runner prints.</summary>
internal static class TestModels
{
    private static readonly IReadOnlyList<IModel> Micro =
    [
        new SharedMicroElectra(), new SeparateMicroElectra(), new MaskedOnlyMicroElectra(), new RotaryMicroElectra(),
        new SinusoidalMicroElectra(), new MicroBert(), new MicroReplaceMlm(),
        new TwoStageMicroElectra(), new OneNetworkMicroElectra(), new OneRotaryNetworkMicroElectra(), new RepeatingMicroElectra(), new UnigramMicroElectra(),
        new UniformMicroElectra(), new MicroAllTokensMlm(), new AdversarialMicroElectra(),
    ];

    /// <summary>Small models, each stage of each.</summary>
    public static TheoryData<string, int> MicroStages => StagesOf(Micro);

    public static TheoryData<string, int> AllStages => StagesOf(PublishedModels.All.Concat(Micro));

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
    public static void RecordStep(this IModel model, IRecorder recorder, int stage = 0)
    {
        model.RecordGradients(recorder, stage);
        model.RecordUpdate(recorder, stage);
    }

    private static TheoryData<string, int> StagesOf(IEnumerable<IModel> models)
    {
        TheoryData<string, int> stages = [];
        foreach (ModelDescription model in models.Select(model => model.Description))
            for (int stage = 0; stage < model.Stages.Count; stage++)
                stages.Add(model.Name, stage);
        return stages;
    }
}
