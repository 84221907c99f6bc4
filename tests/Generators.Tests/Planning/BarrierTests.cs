using CsCheck;
using ElectraGen.Generators.Planning;
using ElectraGen.Runtime.Checking;

namespace ElectraGen.Generators.Tests.Planning;

public class BarrierTests
{
    [Fact]
    public void NoDispatchMeetsAnotherBetweenBarriers() =>
        RandomGraph.Choices.Sample(choices =>
        {
            PlanRecording recording = new(BufferPlanner.Plan(RandomGraph.Scheduled(choices)));
            Assert.Empty(Hazards(recording, dropped: -1));
        }, iter: 300);

    [Fact]
    public void EveryBarrierIsNeeded() =>
        RandomGraph.Choices.Sample(choices =>
        {
            PlanRecording recording = new(BufferPlanner.Plan(RandomGraph.Scheduled(choices)));
            for (int barrier = 0; barrier < recording.Barriers; barrier++)
                Assert.True(Hazards(recording, barrier).Count > 0, $"Nobody misses barrier {barrier}.");
        }, iter: 100);

    [Theory]
    [MemberData(nameof(DeclaredModels.Names), MemberType = typeof(DeclaredModels))]
    public void BarriersOfADeclaredModelAreThoseItNeeds(string name)
    {
        PlanRecording recording = new(DeclaredModels.Plan(name).Plan);
        Assert.Empty(Hazards(recording, dropped: -1));
        for (int barrier = 0; barrier < recording.Barriers; barrier++)
            Assert.True(Hazards(recording, barrier).Count > 0, $"Nobody misses barrier {barrier}.");
    }

    private static IReadOnlyList<Hazard> Hazards(PlanRecording recording, int dropped)
    {
        CheckingRecorder recorder = new(batch: 3);
        recording.Record(recorder, barrier => barrier == dropped);
        return recorder.Hazards;
    }
}
