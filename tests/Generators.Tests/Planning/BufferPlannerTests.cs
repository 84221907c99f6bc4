using CsCheck;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Planning;

namespace ElectraGen.Generators.Tests.Planning;

public class BufferPlannerTests
{
    [Fact]
    public void EveryReadFindsWhatWasWritten() =>
        RandomGraph.Choices.Sample(choices =>
        {
            BufferPlan plan = BufferPlanner.Plan(RandomGraph.Scheduled(choices));
            MemorySimulation.Run(plan, _ => true);
            MemorySimulation.Run(plan, pass => pass.Direction == PassDirection.Forward);
        });
}
