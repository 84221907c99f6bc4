using CsCheck;
using ElectraGen.Generators.Planning;
using ElectraGen.Runtime.Checking;

namespace ElectraGen.Generators.Tests.Planning;

public class BarrierTests
{
    /// <summary>As they are written: a barrier in a repeat may be needed in some of its turns.</summary>
    [Fact]
    public void EveryBarrierOfARandomGraphIsNeeded() =>
        RandomGraph.Choices.Sample(choices => Check(BufferPlanner.Plan(RandomGraph.Scheduled(choices)), (written, needless) =>
        {
            foreach (IGrouping<(int, int, int), int> place in Enumerable.Range(0, written.Count).GroupBy(barrier => written[barrier]))
                Assert.Contains(place, barrier => !needless.Contains(barrier));
        }), iter: 300);

    [Theory]
    [MemberData(nameof(DeclaredModels.Names), MemberType = typeof(DeclaredModels))]
    public void EveryBarrierOfADeclaredModelIsNeededInEveryTurn(string name) =>
        Check(DeclaredModels.Plan(name).Plan, (_, needless) => Assert.Empty(needless));

    private static void Check(BufferPlan plan, Action<IReadOnlyList<(int Pass, int Node, int Inner)>, IReadOnlyList<int>> check)
    {
        PlanRecording recording = new(plan);
        foreach (PassSequence sequence in plan.Sequences)
        {
            CheckingRecorder recorder = new(batch: 3, attendsAtOnce: true), inParts = new(batch: 3);
            IReadOnlyList<(int Pass, int Node, int Inner)> written = recording.Record(recorder, sequence);
            Assert.Empty(recorder.Hazards);
            recording.Record(inParts, sequence);
            Assert.Empty(inParts.Hazards);
            check(written, recorder.NeedlessBarriers);
        }
    }
}
