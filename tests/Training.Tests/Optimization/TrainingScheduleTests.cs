using ElectraGen.Models;
using ElectraGen.Runtime;
using ElectraGen.Training.Optimization;

namespace Training.Tests.Optimization;

public sealed class TrainingScheduleTests
{
    private static readonly ModelDescription TwoStages = ((IModel)new ElectraTinyTwoStage()).Description;

    [Fact]
    public void EachStageHasAWholeSchedule()
    {
        TrainingSchedule schedule = new(TwoStages, 100);
        Assert.Equal((0, 0, 50), Of(schedule.StageOf(49)));
        Assert.Equal((1, 50, 50), Of(schedule.StageOf(50)));
        Assert.Equal(0, schedule.StageOf(0).RateAt(0));
        Assert.Equal(0, schedule.StageOf(50).RateAt(50));
        Assert.Equal(schedule[0].RateAt(20), schedule[1].RateAt(70));

        static (int, int, int) Of(ScheduledStage stage) => (stage.Index, stage.FirstStep, stage.Rates.Steps);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void NoStageIsWithoutSteps(int steps, int second) => Assert.Equal(second, new TrainingSchedule(TwoStages, steps)[1].FirstStep);

    [Fact]
    public void FewerStepsThanStagesAreRefused() =>
        Assert.Equal(
            "ElectraTinyTwoStage trains in 2 stages and needs a step for each, but --steps is 1.",
            Assert.Throws<ElectraGenException>(() => new TrainingSchedule(TwoStages, 1)).Message);
}
