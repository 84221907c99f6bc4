using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Steps;

/// <summary>A step in parts is the step on the whole batch: the same draws, and losses, gradients and parameters but for rounding.</summary>
public sealed class MicroBatchTests(ITestOutputHelper output)
{
    /// <summary>In double precision sums in another order differ by some 1e-16 of their terms, which cancel to a small part of themselves.</summary>
    private const double Tolerance = 1e-9;

    public static TheoryData<string, int> Models => TestModels.MicroStages;

    [Theory]
    [MemberData(nameof(Models))]
    public void PartsAddUpToTheWholeBatch(string name, int stage)
    {
        IModel model = TestModels.Named(name);
        int length = model.Description.SequenceLength, seed = RandomNumbers.FreshSeed();
        StepCase stepCase = StepCase.Create(model, [length, 0, 3, length - 2], hasDropout: true, seed, stage);
        using HostDevice<double> device = new();
        using StepInParts whole = StepInParts.Run(device, stepCase, microBatch: 4);
        foreach (int microBatch in new[] { 1, 2 })
        {
            using StepInParts parts = StepInParts.Run(device, stepCase, microBatch);
            string context = $"{name}, stage {stage}, in micro-batches of {microBatch}, seed {seed}";
            foreach (string integers in whole.Integers.Keys)
                Assert.True(whole.Integers[integers].SequenceEqual(parts.Integers[integers]), $"{context}: {integers}");
            foreach (string loss in whole.Losses.Keys)
                AssertNear([whole.Losses[loss]], [parts.Losses[loss]], smallestNorm: 0, $"{context}: {loss}");
            double norm = Norm(whole.Arena(SegmentKind.Gradients));
            double worst = 0;
            foreach (ParameterDescription parameter in model.Parameters.Where(parameter => !StepComparison.HasNoGradient(model, parameter.Name)))
            {
                foreach (SegmentKind arena in new[] { SegmentKind.Gradients, SegmentKind.FirstMoments, SegmentKind.SecondMoments, SegmentKind.Parameters })
                {
                    double smallest = arena == SegmentKind.Gradients ? StepComparison.SmallestPart * norm : 0;
                    Slot slot = parameter.Place.In(arena);
                    worst = Math.Max(worst, AssertNear(whole.Session.Numbers(slot), parts.Session.Numbers(slot), smallest, $"{context}: {arena} of {parameter.Name}"));
                }
            }

            output.WriteLine($"{context}: worst {worst:G3}");
        }
    }

    private static double AssertNear(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double smallestNorm, string context)
    {
        double square = 0;
        for (int index = 0; index < expected.Length; index++)
            square += Math.Pow(expected[index] - actual[index], 2);
        double error = square == 0 ? 0 : Math.Sqrt(square) / Math.Max(Norm(expected), smallestNorm);
        Assert.True(error <= Tolerance, $"{context} differs by {error:G3} of its norm");
        return error;
    }

    private static double Norm(ReadOnlySpan<double> values)
    {
        double square = 0;
        foreach (double value in values)
            square += value * value;
        return Math.Sqrt(square);
    }
}
