using ElectraGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace ElectraGen.Generators.Tests.Incrementality;

/// <summary>What an edit re-runs. That a second run re-runs nothing is asked by every run of <see cref="GeneratorRun"/>.</summary>
public sealed class PipelineTests
{
    [Fact]
    public void CommentAboveTheClassLowersNothing() =>
        AssertCached(GeneratorRun.Of(Sources.Small).Then(Edited("[Electra(", "// A comment\n[Electra(")));

    [Fact]
    public void CommentInsideTheClassLowersNothing() =>
        AssertCached(GeneratorRun.Of(Sources.Small).Then(Edited("internal sealed partial class Generator;", "/* A comment */ internal sealed partial class Generator;")));

    [Fact]
    public void CommentElsewhereLowersNothing() =>
        AssertCached(GeneratorRun.Of(Sources.Small, "public class Other;").Then(Sources.Small, "// A comment\npublic class Other;"));

    [Fact]
    public void UnrelatedTypeLowersNothing() =>
        AssertCached(GeneratorRun.Of(Sources.Small).Then(Sources.Small, "public class Other { public int Number; }"));

    [Fact]
    public void SpacesLowerNothing() =>
        AssertCached(GeneratorRun.Of(Sources.Small).Then(Edited("Layers = 2, HiddenSize", "Layers   =   2,\n   HiddenSize")));

    [Fact]
    public void DefaultsWrittenOutLowerNothing() =>
        AssertCached(GeneratorRun.Of(Sources.Small).Then(Edited("DiscriminatorWeight = 50", "DiscriminatorWeight = 50, GeneratorWeight = 1")));

    [Fact]
    public void OtherHeadsLowerAgain()
    {
        GeneratorRun run = GeneratorRun.Of(Sources.Small).Then(Edited("Heads = 4", "Heads = 8"));
        foreach (string step in new[] { TrackingNames.Declaration, TrackingNames.Forward, TrackingNames.Step, TrackingNames.Plan, TrackingNames.Sources })
            Assert.Equal([IncrementalStepRunReason.Modified], run.ReasonsOf(step));
        Assert.Contains("Heads = 8", run.File("Small.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherModelLowersItselfAlone()
    {
        string other = Sources.Small.Replace("class Small", "class Other", StringComparison.Ordinal);
        GeneratorRun run = GeneratorRun.Of(Sources.Small).Then(Sources.Small, other);
        Assert.Equal([IncrementalStepRunReason.New, IncrementalStepRunReason.Cached], run.ReasonsOf(TrackingNames.Plan).Order());
    }

    [Fact]
    public void EqualSourcesGiveEqualModels()
    {
        GeneratorRunResult left = GeneratorRun.Of(Sources.Small).Result, right = GeneratorRun.Of(Sources.Small).Result;
        foreach (string step in TrackingNames.Pipeline)
            Assert.Equal(Values(left, step), Values(right, step));

        static IEnumerable<object> Values(GeneratorRunResult result, string step) =>
            result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(run => run.Outputs).Select(output => output.Value) : [];
    }

    private static void AssertCached(GeneratorRun run)
    {
        Assert.All(run.ReasonsOf(TrackingNames.Declaration), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        foreach (string step in TrackingNames.Pipeline.Where(step => step != TrackingNames.Declaration))
            Assert.All(run.ReasonsOf(step), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(
            run.Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    private static string Edited(string before, string after)
    {
        Assert.Contains(before, Sources.Small, StringComparison.Ordinal);
        return Sources.Small.Replace(before, after, StringComparison.Ordinal);
    }
}
