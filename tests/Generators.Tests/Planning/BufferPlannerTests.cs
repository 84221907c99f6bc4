using CsCheck;
using ElectraGen.Generators.Emission;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Planning;

namespace ElectraGen.Generators.Tests.Planning;

public class BufferPlannerTests
{
    /// <summary>What the arena may have over the largest sum of live bytes.</summary>
    private const double LargestRatio = 1.10;

    /// <summary>Where layers keep little, their segments have little room for what else is live at the peak.</summary>
    private const double LargestRatioRecomputing = 1.20;

    [Fact]
    public void EveryReadFindsWhatWasWritten() =>
        RandomGraph.Choices.Sample(choices => Simulate(BufferPlanner.Plan(RandomGraph.Scheduled(choices))), iter: 500);

    [Theory]
    [MemberData(nameof(DeclaredModels.Names), MemberType = typeof(DeclaredModels))]
    public void EveryReadOfADeclaredModelFindsWhatWasWritten(string name)
    {
        Simulate(DeclaredModels.Plan(name).Plan);
        Simulate(DeclaredModels.Plan(name).Recomputing);
    }

    [Theory]
    [MemberData(nameof(DeclaredModels.Names), MemberType = typeof(DeclaredModels))]
    public void ArenaIsCloseToTheLowerBound(string name)
    {
        ModelPlan model = DeclaredModels.Plan(name);
        int batch = model.Model.Recipe.BatchSize;
        // In 16 bits and at a batch of 1, memory that does not grow with the batch is most of a small model's
        AssertIsClose(model.Plan, LargestRatio, name, (1, 1), (batch, 1), (batch, 2));
        AssertIsClose(model.Recomputing, LargestRatioRecomputing, $"{name}, recomputing,", (batch, 1), (batch, 2));
    }

    [Theory]
    [MemberData(nameof(DeclaredModels.Names), MemberType = typeof(DeclaredModels))]
    public void RecomputingTakesLessMemory(string name)
    {
        ModelPlan model = DeclaredModels.Plan(name);
        long whole = model.Plan.ArenaBytes(model.Model.Recipe.BatchSize), recomputing = model.Recomputing.ArenaBytes(model.Model.Recipe.BatchSize);
        Assert.True(recomputing < whole, $"{name} takes {recomputing:N0} bytes recomputing and {whole:N0} else.");
    }

    private static void AssertIsClose(BufferPlan plan, double largestRatio, string name, params (int Batch, int Divisor)[] sizes)
    {
        foreach ((int batch, int divisor) in sizes)
        {
            long arena = plan.ArenaBytes(batch, divisor), bound = plan.Peaks.Max(peak => peak.At(batch, divisor));
            Assert.True(arena >= bound, $"{arena:N0} bytes of {name} are fewer than are live at one time, {bound:N0}.");
            Assert.True(
                arena <= largestRatio * bound,
                $"{arena:N0} bytes of {name} at batch {batch} in {32 / divisor} bits are {(double)arena / bound:F3} times {bound:N0}.");
        }
    }

    /// <summary>
    /// A whole step, in order and with passes side by side, the forward passes alone, as evaluation runs them, and a part of a step behind
    /// the sums of weights.
    /// </summary>
    private static void Simulate(BufferPlan plan)
    {
        MemorySimulation.Run(plan, [.. plan.Graph.Passes.Select(pass => new[] { pass })]);
        for (int stage = 0; stage < plan.Graph.Stages.Count; stage++)
        {
            MemorySimulation.Run(plan, [.. Passes(SequenceKind.Step, stage)]);
            MemorySimulation.Run(plan, [.. Passes(SequenceKind.Forward, stage)]);
            MemorySimulation.Run(plan, [.. Passes(SequenceKind.Weights, stage), .. Passes(SequenceKind.MicroBatch, stage)]);
        }

        IEnumerable<Pass[]> Passes(SequenceKind kind, int stage) =>
            from sequenced in plan.Sequence(kind, stage).Passes
            select sequenced.Beside is { } beside
                ? new[] { plan.Graph.Passes[sequenced.Pass], plan.Graph.Passes[beside] }
                : [plan.Graph.Passes[sequenced.Pass]];
    }
}
