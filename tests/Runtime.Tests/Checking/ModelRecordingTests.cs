using ElectraGen.Models;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using ElectraGen.Runtime.Vulkan;

namespace Runtime.Tests.Checking;

/// <summary>The passes of every declared model, held against what their dispatches touch and what Vulkan promises everywhere.</summary>
public sealed class ModelRecordingTests
{
    private const int Batch = 2;
    private const int PortableGroups = 65_535;

    /// <summary>
    /// Tokens of a recording, at most: the gradient of a table walks all of them where they are one and the same. More of them are
    /// refused by name on the old driver that counts loops, and by nobody else.
    /// </summary>
    private const int PortableTokens = 16_384;

    public static TheoryData<string> Models => [.. PublishedModels.All.Select(model => model.Description.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void NoHazards(string name)
    {
        CheckingRecorder recorder = new(Batch);
        RecordStep(Named(name), recorder);
        Assert.NotEqual(0, recorder.Dispatches);
        Assert.Empty(recorder.Hazards);
    }

    /// <summary>A barrier inside a loop stands in every turn, though the first or last may not need it; others have to be needed.</summary>
    [Fact]
    public void HardlyABarrierIsNeedless()
    {
        IModel model = Named(nameof(ElectraTiny));
        CheckingRecorder complete = new(Batch);
        RecordStep(model, complete);
        int needless = Enumerable.Range(0, complete.Barriers).Count(barrier =>
        {
            CheckingRecorder without = new(Batch);
            RecordStep(model, new BarrierDroppingRecorder(without, barrier));
            return without.Hazards.Count == 0;
        });
        Assert.InRange(needless, 0, complete.Barriers / 50);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void LoopsAndGroupsStayWithinWhatEveryDriverTakes(string name)
    {
        IModel model = Named(name);
        int batch = Math.Min(model.Description.Recipe.BatchSize, PortableTokens / model.Description.SequenceLength);
        foreach (int lanes in (ReadOnlySpan<int>)[4, 8, 16, 64])
        {
            foreach (MatrixTier tier in (MatrixTier[])[MatrixTier.Registers(lanes), MatrixTier.SharedMemory])
            {
                DispatchSizeRecorder recorder = new(batch, lanes, tier, PortableGroups);
                RecordStep(model, recorder);
                Assert.All(recorder.Sizes, size =>
                {
                    Assert.InRange(size.Iterations, 1, LoopLimit.Iterations);
                    Assert.InRange(size.Groups.X, 1, PortableGroups);
                    Assert.InRange(size.Groups.Y, 1, PortableGroups);
                    Assert.InRange(size.Groups.Z, 1, PortableGroups);
                });
            }
        }
    }

    private static IModel Named(string name) => PublishedModels.All.Single(model => model.Description.Name == name);

    private static void RecordStep(IModel model, IRecorder recorder)
    {
        model.RecordGradients(recorder);
        model.RecordUpdate(recorder);
    }
}
