using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Host;

/// <summary>The likeliest token of the mixture of copying and predicting: against its definition over the whole vocabulary.</summary>
public sealed class CopyOrPredictTests
{
    [Theory]
    [InlineData(1, 1, 2, 2)]
    [InlineData(3, 100, 5, 31)]
    public void NamesTheLargestProbabilityOfTheMixture(int batch, int rows, int columns, int vocabulary)
    {
        int seed = RandomNumbers.FreshSeed();
        Random random = new(seed);
        KernelCaseBuilder builder = new(random, batch);
        // Copying is about as likely as the likeliest token, so that either may win
        Slot copyLogits = builder.Numbers(rows, 1, _ => -2 + (2 * random.NextNormal())), hidden = builder.Normal(rows, columns);
        Parameter table = builder.Parameter(vocabulary, columns), bias = builder.Parameter(1, vocabulary);
        Slot inputIds = builder.Integers(rows, _ => random.Next(vocabulary)), targets = builder.Integers(rows, _ => random.Next(vocabulary));
        Slot logits = builder.Output(rows, vocabulary), state = builder.Output(rows, 4), predictedIds = builder.IntegerOutput(rows);
        Slot logProbability = builder.Output(rows, 1), logSumExp = builder.Output(rows, 1), namedIds = builder.IntegerOutput(rows);
        KernelCase mixture = builder.Build(recorder =>
        {
            recorder.Linear(hidden, table, bias, logits);
            recorder.AccumulateSoftmax(logits, vocabulary, 0, targets, state, predictedIds);
            recorder.TokenLogProbability(state, logProbability, logSumExp);
            recorder.CopyOrPredict(copyLogits, hidden, table, bias, logSumExp, inputIds, predictedIds, namedIds);
        });

        using HostDevice<double> judge = new();
        using HostSession<double> session = (HostSession<double>)judge.OpenSession(builder.Layout.Segments, batch);
        foreach (SlotContents input in mixture.Inputs)
            input.WriteTo(session);
        using IRecording recording = session.Record(mixture.Pass);
        session.Run(recording, builder.Scalars);

        int[] named = SlotContents.ReadFrom(session, namedIds).Integers, copied = builder.ContentsOf(inputIds).Integers;
        for (int row = 0; row < named.Length; row++)
        {
            double[] exponentials = [.. session.Numbers(logits).Slice(row * vocabulary, vocabulary).ToArray().Select(Math.Exp)];
            double copying = 1 / (1 + Math.Exp(-session.Numbers(copyLogits)[row]));
            double[] mixed = [.. exponentials.Select((exponential, id) => ((1 - copying) * exponential / exponentials.Sum()) + (id == copied[row] ? copying : 0))];
            Assert.True(mixed[named[row]] >= mixed.Max() - 1e-12, $"seed {seed}, row {row}: {named[row]} has {mixed[named[row]]}, another id {mixed.Max()}");
        }
        if (rows > 1)
            Assert.True(named.Zip(copied).Any(static pair => pair.First == pair.Second) && named.Zip(copied).Any(static pair => pair.First != pair.Second), $"seed {seed}: only one way was taken");
    }
}
