using CsCheck;
using ElectraGen.Training.Metrics;

namespace Training.Tests.Metrics;

public sealed class RankingAreaTests
{
    // Few different scores, so that most pairs are ties
    private static readonly Gen<(float Score, bool Label)[]> Samples =
        Gen.Select(Gen.Int[-3, 3], Gen.Bool).Select(static pair => ((float)pair.Item1, pair.Item2)).Array[0, 40];

    [Fact]
    public void IsTheChanceThatAPositiveRanksAboveANegative() => Samples.Sample(samples =>
    {
        double pairs = 0, wins = 0;
        foreach ((float positive, bool _) in samples.Where(static sample => sample.Label))
        {
            foreach ((float negative, bool _) in samples.Where(static sample => !sample.Label))
            {
                pairs++;
                wins += positive > negative ? 1 : positive == negative ? 0.5 : 0;
            }
        }
        double? area = Compute(samples);
        return pairs == 0 ? area is null : Math.Abs(area!.Value - (wins / pairs)) < 1e-12;
    });

    [Fact]
    public void IsUndefinedWhereAScoreIsNoNumber() =>
        Assert.Null(Compute([(1, true), (float.NaN, false), (0, false)]));

    private static double? Compute((float Score, bool Label)[] samples) => RankingArea.Compute(
        Array.ConvertAll(samples, static sample => sample.Score), Array.ConvertAll(samples, static sample => sample.Label));
}
