using ElectraGen.Runtime;
using ElectraGen.Training.Optimization;

namespace Training.Tests.Optimization;

public sealed class LearningRateScheduleTests
{
    private static readonly RecipeDescription Published = new(128, 5e-4, 10_000, 1_000_000, 0.01, 0.9, 0.999, 1e-6, 1);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 5e-4 * 0.999999 * 1e-4)]
    [InlineData(5_000, 5e-4 * 0.995 * 0.5)]
    [InlineData(10_000, 5e-4 * 0.99)]
    [InlineData(999_999, 5e-4 * 1e-6)]
    public void DecayRunsDuringTheWarmup(int step, double rate) =>
        Assert.Equal(rate, LearningRateSchedule.Create(Published, 1_000_000)[step], 1e-15);

    [Theory]
    [InlineData(100_000, 1_000)]
    [InlineData(160, 2)]
    [InlineData(3, 1)]
    [InlineData(2_000_000, 10_000)]
    public void FewerStepsScaleTheWarmup(int steps, int warmupSteps) =>
        Assert.Equal(warmupSteps, LearningRateSchedule.Create(Published, steps).WarmupSteps);

    [Fact]
    public void WithoutWarmupTheFirstStepMoves()
    {
        LearningRateSchedule schedule = LearningRateSchedule.Create(Published with { WarmupSteps = 0 }, 10);

        Assert.Equal(0, schedule.FirstMovingStep);
        Assert.Equal(5e-4, schedule[0]);
        Assert.Equal(5e-4 * 0.1, schedule[9], 1e-15);
    }
}
