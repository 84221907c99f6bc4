using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

public sealed class VocabularyGradientTests(ITestOutputHelper log)
{
    [Fact]
    public void LogProbabilityOfATokenOverSlices()
    {
        const int Predictions = 3, FirstSlice = 8, LastSlice = 5;
        Random random = log.FreshRandom();
        KernelCaseBuilder builder = new(random, batch: 2);
        Slot first = builder.Normal(Predictions, FirstSlice), last = builder.Normal(Predictions, LastSlice);
        Slot targets = builder.Integers(Predictions, _ => random.Next(FirstSlice + LastSlice));
        Slot state = builder.Output(Predictions, 4), predictedIds = builder.IntegerOutput(Predictions);
        Slot logProbability = builder.Output(Predictions, 1), logSumExp = builder.Output(Predictions, 1), rowGradient = builder.Normal(Predictions, 1);
        Slot firstGradient = builder.Output(Predictions, FirstSlice), lastGradient = builder.Output(Predictions, LastSlice);
        CentralDifferences.Verify(
            builder,
            recorder =>
            {
                recorder.AccumulateSoftmax(first, FirstSlice, 0, targets, state, predictedIds);
                recorder.AccumulateSoftmax(last, LastSlice, FirstSlice, targets, state, predictedIds);
                recorder.TokenLogProbability(state, logProbability, logSumExp);
            },
            logProbability, rowGradient,
            recorder =>
            {
                recorder.Copy(first, firstGradient);
                recorder.Copy(last, lastGradient);
                recorder.LogitsGradient(firstGradient, FirstSlice, 0, logSumExp, targets, rowGradient);
                recorder.LogitsGradient(lastGradient, LastSlice, FirstSlice, logSumExp, targets, rowGradient);
            },
            (first, firstGradient), (last, lastGradient));
    }
}
