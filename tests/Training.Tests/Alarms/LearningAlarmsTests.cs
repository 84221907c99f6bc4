using ElectraGen.Models;
using ElectraGen.Runtime;
using ElectraGen.Training.Alarms;
using ElectraGen.Training.Metrics;
using ElectraGen.Training.Optimization;

namespace Training.Tests.Alarms;

public sealed class LearningAlarmsTests
{
    private const int Steps = 160, WarmupSteps = 20;

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.511)]
    [InlineData(0.48)]
    public void AreaWithinItsErrorsOfChanceIsNamed(double area)
    {
        Alarm alarm = Assert.Single(Evaluate(area, recall: 0));

        Assert.Equal("discriminator_at_chance", alarm.Name);
        // 32,000 tokens, 13 % of them replaced: √(32,001 / (12 · 4,160 · 27,840)) = 0.0048
        Assert.Contains("standard error of 0.005", alarm.Sentence);
        Assert.Contains("more steps help", alarm.Sentence);
    }

    [Fact]
    public void RunThatLearnsRaisesNone() => Assert.Empty(Evaluate(area: 0.68, recall: 0.048));

    [Fact]
    public void FirstHalfOfAShortRunIsNotJudged()
    {
        Assert.Empty(Evaluate(area: 0.5, recall: 0, step: (Steps / 2) - 1));
        Assert.Single(Evaluate(area: 0.5, recall: 0, step: Steps / 2));
    }

    [Theory]
    [InlineData(9_999, false)]
    [InlineData(10_000, true)]
    public void LongRunIsJudgedLongBeforeItsHalf(int step, bool isJudged) =>
        Assert.Equal(isJudged, new LearningAlarms(Schedule(1_000_000, 10_000)).Of(Evaluation(area: 0.5, recall: 0, step)).Any());

    /// <summary>Of 160 steps the second stage has the last 80, and is judged from its half on.</summary>
    [Theory]
    [InlineData(81, false)]
    [InlineData(119, false)]
    [InlineData(120, true)]
    public void StageIsJudgedByItsOwnSteps(int step, bool isJudged)
    {
        LearningAlarms alarms = new(Schedule(model: new ElectraTinyTwoStage()));

        IEnumerable<Alarm> raised = alarms.Of(Evaluation(area: 0.5, recall: 0, step));

        Assert.Equal(isJudged, raised.Any());
        if (isJudged)
            Assert.StartsWith("After 40 of 80 steps the discriminator", raised.Single().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void FewTokensSayNothing() => Assert.Empty(Evaluate(area: 0.5, recall: 0, tokens: 500));

    [Fact]
    public void RankingWithoutSuspicionIsNamed()
    {
        Alarm alarm = Assert.Single(Evaluate(area: 0.62, recall: 0.004));

        Assert.Equal("recall_near_zero", alarm.Name);
        Assert.Contains("0.4 %", alarm.Sentence);
    }

    [Fact]
    public void ObjectiveWithoutADiscriminatorRaisesNone() =>
        Assert.Empty(new LearningAlarms(Schedule()).Of(new EvaluationMetrics { Step = Steps }));

    [Theory]
    [InlineData(150, 1, true)]
    [InlineData(150, 37, true)]
    [InlineData(150, 38, false)]
    [InlineData(150, 170, false)]
    [InlineData(39, 1, false)]
    public void SamplesOfFewTokensAreNamed(int targets, int samples, bool isNamed) =>
        Assert.Equal(isNamed ? ["generator_collapse"] : [], Report(targets, samples, WarmupSteps + 1).Select(static alarm => alarm.Name));

    [Fact]
    public void WarmupIsNotJudged() => Assert.Empty(Report(targets: 150, samples: 1, WarmupSteps));

    [Fact]
    public void GeneratorWithoutSamplesRaisesNone() => Assert.Empty(Report(targets: 150, samples: null, Steps));

    private static IEnumerable<Alarm> Evaluate(double area, double recall, int step = Steps, int tokens = 32_000) =>
        new LearningAlarms(Schedule()).Of(Evaluation(area, recall, step, tokens));

    private static EvaluationMetrics Evaluation(double area, double recall, int step, int tokens = 32_000) => new()
    {
        Step = step,
        DiscriminatorAuc = area,
        DiscriminatorRecall = recall,
        Tokens = tokens,
        ReplacedFraction = 0.13,
    };

    private static IEnumerable<Alarm> Report(int targets, int? samples, int step) => new LearningAlarms(Schedule()).Of(new StepMetrics
    {
        Step = step,
        DistinctTargets = targets,
        DistinctSamples = samples,
        LearningRate = 0,
        GradientNorm = 1,
        TokensPerSecond = 1,
        Seconds = 1,
    });

    private static TrainingSchedule Schedule(int steps = Steps, int warmupSteps = WarmupSteps, IModel? model = null)
    {
        ModelDescription description = (model ?? new ElectraTiny()).Description;
        return new TrainingSchedule(description with { Recipe = description.Recipe with { Steps = steps, WarmupSteps = warmupSteps } }, steps);
    }
}
