using System.Globalization;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Comparisons;

/// <summary>
/// What each model of a comparison may spend: tokens seen, padding included, or else floating-point operations of matrix products.
/// One of the two is null.
/// </summary>
internal sealed record ComparisonBudget(double? Tokens, double? Flops)
{
    /// <summary>The tokens of the shortest recipe.</summary>
    public static ComparisonBudget OfShortestRecipe(IEnumerable<ModelDescription> models) =>
        new(models.Min(static model => (double)model.Recipe.Steps * model.Recipe.BatchSize * model.SequenceLength), null);

    /// <summary>Whole steps that the budget is enough for.</summary>
    /// <exception cref="ElectraGenException">It is not enough for one, or for more than can be counted.</exception>
    public int StepsOf(ModelDescription model, int batch)
    {
        double tokensPerStep = (double)batch * model.SequenceLength;
        double costOfStep = Flops is null ? tokensPerStep : tokensPerStep * model.FlopsPerToken;
        double steps = Math.Floor((Flops ?? Tokens ?? 0) / costOfStep);
        return steps switch
        {
            < 1 => throw new ElectraGenException(
                $"A step of {model.Name} at batch {batch} takes {Describe(costOfStep)}, more than the budget of {this}; give a larger budget or a smaller --batch."),
            > int.MaxValue => throw new ElectraGenException(
                $"{model.Name} at batch {batch} would take {Amount(steps)} steps, and {int.MaxValue:N0} are the most; give a smaller budget than {this}."),
            _ => (int)steps,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Describe(Flops ?? Tokens ?? 0);

    private string Describe(double amount) => $"{Amount(amount)} {(Flops is null ? "tokens" : "FLOPs")}";

    private static string Amount(double amount) =>
        amount.ToString(amount < 1e12 ? "N0" : "0.###e+0", CultureInfo.InvariantCulture);
}
