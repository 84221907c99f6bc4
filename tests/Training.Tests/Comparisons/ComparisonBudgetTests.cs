using ElectraGen.Runtime;
using ElectraGen.Training.Comparisons;

namespace Training.Tests.Comparisons;

public sealed class ComparisonBudgetTests
{
    private static readonly ModelDescription Model =
        ElectraModels.All.Single(static model => model.Description.Name == nameof(Miniature)).Description;

    [Theory]
    [InlineData(96, 1)]
    [InlineData(191, 1)]
    [InlineData(192, 2)]
    [InlineData(9.6e7, 1_000_000)]
    public void TokensAreSpentInWholeSteps(double tokens, int steps) =>
        Assert.Equal(steps, new ComparisonBudget(tokens, null).StepsOf(Model, batch: 6));

    [Fact]
    public void OperationsAreSpentInWholeSteps()
    {
        double step = 6 * 16 * Model.FlopsPerToken;

        Assert.Equal(3, new ComparisonBudget(null, 3.5 * step).StepsOf(Model, batch: 6));
        Assert.Equal(7, new ComparisonBudget(null, 3.5 * step).StepsOf(Model, batch: 3));
    }

    [Fact]
    public void BudgetBelowOneStepIsRefused()
    {
        ElectraGenException refusal = Assert.Throws<ElectraGenException>(() => new ComparisonBudget(95, null).StepsOf(Model, batch: 6));

        Assert.Equal("A step of Miniature at batch 6 takes 96 tokens, more than the budget of 95 tokens; give a larger budget or a smaller --batch.", refusal.Message);
    }

    [Fact]
    public void MoreStepsThanCanBeCountedAreRefused() =>
        Assert.Contains("are the most", Assert.Throws<ElectraGenException>(() => new ComparisonBudget(1e30, null).StepsOf(Model, batch: 1)).Message);

    [Fact]
    public void ShortestRecipeIsTheDefault() =>
        Assert.Equal(24.0 * 6 * 16, ComparisonBudget.OfShortestRecipe([Model, Model with { SequenceLength = 32 }]).Tokens);
}
