using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

/// <summary>The mixture of copying and predicting: against its definition, at the edges, and its gradients.</summary>
public sealed class CopyLogProbabilityTests(ITestOutputHelper log)
{
    private static readonly double LogTwo = Math.Log(2);

    [Fact]
    public void FollowsTheDefinitionInProbabilities()
    {
        const int Count = 1000;
        int seed = RandomNumbers.FreshSeed();
        Random random = new(seed);
        for (int row = 0; row < Count; row++)
        {
            double copyLogit = 3 * random.NextNormal(), logProbability = -5 * random.NextDouble();
            bool isCopy = random.Next(2) == 0;
            double copyProbability = 1 / (1 + Math.Exp(-copyLogit)), otherProbability = 1 / (1 + Math.Exp(copyLogit));
            double expected = Math.Log((isCopy ? copyProbability : 0) + (otherProbability * Math.Exp(logProbability)));

            (double actualProbability, double actual) = Mix(copyLogit, logProbability, isCopy);

            Assert.True(Math.Abs(actualProbability - copyProbability) <= 1e-12, $"seed {seed}: {actualProbability} instead of {copyProbability}");
            Assert.True(Math.Abs(actual - expected) <= 1e-12 * Math.Max(1, -expected), $"seed {seed}: {actual} instead of {expected}");
        }
    }

    [Theory]
    [InlineData(1e4, -1e4, true, 0)]
    [InlineData(1e4, 0, true, 0)]
    [InlineData(1e4, 0, false, -1e4)]
    [InlineData(1e4, -1e4, false, -2e4)]
    [InlineData(-1e4, 0, true, 0)]
    [InlineData(-1e4, 0, false, 0)]
    [InlineData(-1e4, -1e4, false, -1e4)]
    [InlineData(-1e4, -5e3, true, -5e3)]
    [InlineData(0, 0, true, 0)]
    public void StaysExactAtTheEdges(double copyLogit, double logProbability, bool isCopy, double expected) =>
        Assert.Equal(expected, Mix(copyLogit, logProbability, isCopy).LogProbability, 1e-12);

    /// <summary>Copying and predicting are equally unlikely: their sum is twice either.</summary>
    [Fact]
    public void UnlikelyTermsAddUp() => Assert.Equal(-1e4 + LogTwo, Mix(-1e4, -1e4, isCopy: true).LogProbability, 1e-9);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 9)]
    public void GradientsFollowCentralDifferences(int batch, int count)
    {
        Random random = log.FreshRandom();
        KernelCaseBuilder builder = new(random, batch);
        Slot copyLogits = builder.Normal(count, 1, scale: 2), logProbability = builder.Numbers(count, 1, _ => -0.1 - (3 * random.NextDouble()));
        Slot inputIds = builder.Integers(count, _ => random.Next(2)), targets = builder.Integers(count, _ => random.Next(2));
        Slot copyProbability = builder.Output(count, 1), output = builder.Output(count, 1), rowGradient = builder.Normal(count, 1);
        Slot copyLogitGradient = builder.Output(count, 1), logProbabilityGradient = builder.Output(count, 1);
        CentralDifferences.Verify(
            builder,
            recorder => recorder.CopyLogProbability(copyLogits, logProbability, inputIds, targets, copyProbability, output), output, rowGradient,
            recorder => recorder.CopyLogProbabilityBackward(
                copyLogits, logProbability, inputIds, targets, rowGradient, copyLogitGradient, logProbabilityGradient),
            (copyLogits, copyLogitGradient), (logProbability, logProbabilityGradient));
    }

    private static (double CopyProbability, double LogProbability) Mix(double copyLogit, double logProbability, bool isCopy)
    {
        KernelCaseBuilder builder = new(new Random(0), batch: 1);
        Slot copyLogits = builder.Normal(1, 1), logProbabilities = builder.Normal(1, 1);
        Slot inputIds = builder.Integers(1, _ => 7), targets = builder.Integers(1, _ => isCopy ? 7 : 8);
        Slot copyProbability = builder.Output(1, 1), output = builder.Output(1, 1);
        KernelCase single = builder.Build(recorder =>
            recorder.CopyLogProbability(copyLogits, logProbabilities, inputIds, targets, copyProbability, output));
        using HostDevice<double> judge = new();
        using HostSession<double> session = (HostSession<double>)judge.OpenSession(builder.Layout.Segments, builder.Batch);
        foreach (SlotContents input in single.Inputs)
            input.WriteTo(session);
        session.Numbers(copyLogits)[0] = copyLogit;
        session.Numbers(logProbabilities)[0] = logProbability;
        using IRecording recording = session.Record(single.Pass);
        session.Run(recording, builder.Scalars);
        return (session.Numbers(copyProbability)[0], session.Numbers(output)[0]);
    }
}
