using ElectraGen.Training.Metrics;
using ElectraGen.Training.Runs;

namespace Training.Tests.Runs;

public sealed class ClosingSentenceTests
{
    [Fact]
    public void SaysWhatWasLearned()
    {
        string sentence = Write(first: 10.4, last: 6.98, heldOut: 0.36, entropy: 0.42, area: 0.6);

        Assert.Contains("fell from 10.40 to 6.98 nats", sentence);
        Assert.Contains("0.3600 where knowing only the base rate gives 0.4200", sentence);
        Assert.Contains("0.600", sentence);
        Assert.Contains("better than chance", sentence);
    }

    [Fact]
    public void SaysWhenNothingWasLearned()
    {
        string sentence = Write(first: 10.4, last: 10.5, heldOut: 0.43, entropy: 0.42, area: 0.505);

        Assert.Contains("did not fall", sentence);
        Assert.Contains("has not learned", sentence);
    }

    [Fact]
    public void RankingAloneIsNotABetterLoss() =>
        Assert.Contains("not yet better than the base rate", Write(first: 10.4, last: 7, heldOut: 0.43, entropy: 0.42, area: 0.6));

    [Fact]
    public void AreaWithinItsErrorIsChance()
    {
        // 10,000 tokens, 15 % of them replaced: a standard error of 0.0081
        Assert.Contains("has not learned", Write(first: 10.4, last: 7, heldOut: 0.41, entropy: 0.42, area: 0.52));
        Assert.Contains("better than chance", Write(first: 10.4, last: 7, heldOut: 0.41, entropy: 0.42, area: 0.53));
    }

    [Fact]
    public void RunWithoutAStepHasLearnedNothing() =>
        Assert.Contains("nothing", ClosingSentence.Write("Tiny", [], [], 2048));

    private static string Write(double first, double last, double heldOut, double entropy, double area) => ClosingSentence.Write(
        "Tiny",
        [Step(1, first), Step(160, last)],
        [new EvaluationMetrics { Step = 160, DiscriminatorLoss = heldOut, BaseRateEntropy = entropy, DiscriminatorAuc = area, Tokens = 10_000, ReplacedFraction = 0.15 }],
        tokensPerStep: 2048);

    private static StepMetrics Step(int step, double generatorLoss) => new()
    {
        Step = step,
        GeneratorLoss = generatorLoss,
        LearningRate = 0,
        GradientNorm = 1,
        TokensPerSecond = 1,
        Seconds = 1,
    };
}
