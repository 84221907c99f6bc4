using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Randomness;

namespace Runtime.Tests.Kernels;

internal static partial class KernelCases
{
    private static IEnumerable<KernelCaseSource> Losses()
    {
        foreach ((int batch, int predictions, int firstSlice, int lastSlice) in
            ((int, int, int, int)[])[(1, 1, 4, 1), (2, 3, 20, 7), (3, 5, 132, 65), (1, 2, 2048, 1001)])
        {
            string sizes = $"{batch} × {predictions} × ({firstSlice} + {lastSlice})";
            yield return new(KernelCatalog.AccumulateSoftmax, sizes, random => AccumulateSoftmax(random, batch, predictions, firstSlice, lastSlice));
            yield return new(KernelCatalog.AccumulateSample, sizes, random => AccumulateSample(random, batch, predictions, firstSlice, lastSlice, false));
            yield return new(
                KernelCatalog.AccumulateSample, $"{sizes}, forbidding", random => AccumulateSample(random, batch, predictions, firstSlice, lastSlice, true));
            yield return new(KernelCatalog.TokenLogProbability, sizes, random => TokenLogProbability(random, batch, predictions));
            yield return new(KernelCatalog.LogitsGradient, sizes, random => LogitsGradient(random, batch, predictions, firstSlice, lastSlice));
        }

        foreach ((int batch, int count) in ((int, int)[])[(1, 1), (2, 5), (3, 1001)])
        {
            string sizes = $"{batch} × {count}";
            yield return new(KernelCatalog.SeedGradient, sizes, random => SeedGradient(random, count));
            yield return new(KernelCatalog.WeightSum, sizes, random => WeightSum(random, batch, count, Weights));
            yield return new(KernelCatalog.WeightSum, $"{sizes}, integer weights", random => WeightSum(random, batch, count, AttentionMask));
            yield return new(KernelCatalog.WeightedMean, sizes, random => WeightedMean(random, batch, count, Weights));
            yield return new(KernelCatalog.WeightedMean, $"{sizes}, integer weights", random => WeightedMean(random, batch, count, AttentionMask));
            yield return new(KernelCatalog.WeightedMean, $"{sizes}, no weight", random => WeightedMean(random, batch, count, NoWeights, weightSum: 0));
            yield return new(KernelCatalog.WeightedMeanBackward, sizes, random => WeightedMeanBackward(random, batch, count, Weights));
            yield return new(KernelCatalog.WeightedMeanBackward, $"{sizes}, integer weights", random => WeightedMeanBackward(random, batch, count, AttentionMask));
            yield return new(KernelCatalog.BinaryCrossEntropy, sizes, random => BinaryCrossEntropy(random, batch, count));
            yield return new(KernelCatalog.BinaryCrossEntropyBackward, sizes, random => BinaryCrossEntropyBackward(random, batch, count));
        }

        foreach ((int batch, int count) in ((int, int)[])[(1, 1), (3, 1001)])
        {
            foreach (MixtureKind kind in Enum.GetValues<MixtureKind>())
            {
                string variant = $"{batch} × {count}, {kind}";
                yield return new(KernelCatalog.CopyLogProbability, variant, random => CopyLogProbability(random, batch, count, kind));
                yield return new(KernelCatalog.CopyLogProbabilityBackward, variant, random => CopyLogProbabilityBackward(random, batch, count, kind));
            }
        }

        foreach ((int batch, int rows, int columns) in ((int, int, int)[])[(1, 1, 1), (2, 5, 7), (3, 11, 130)])
            yield return new(KernelCatalog.CopyOrPredict, $"{batch} × {rows} × {columns}", random => CopyOrPredict(random, batch, rows, columns));
    }

    private static KernelCase SeedGradient(Random random, int count)
    {
        KernelCaseBuilder builder = new(random, batch: 1);
        builder.Scalars = builder.Scalars with { LossScaleExponent = (uint)random.Next(25) };
        Slot output = builder.FixedOutput(1, count);
        return builder.Build(recorder => recorder.SeedGradient(output));
    }

    private static KernelCase AccumulateSoftmax(Random random, int batch, int predictions, int firstSlice, int lastSlice)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot first = builder.Normal(predictions, firstSlice, scale: 20), last = builder.Normal(predictions, lastSlice, scale: 20);
        Slot targets = Tokens(builder, predictions, firstSlice + lastSlice);
        Slot state = builder.Output(predictions, 4), predictedIds = builder.IntegerOutput(predictions);
        return builder.Build(recorder =>
        {
            recorder.AccumulateSoftmax(first, firstSlice, 0, targets, state, predictedIds);
            recorder.Barrier();
            recorder.AccumulateSoftmax(last, lastSlice, firstSlice, targets, state, predictedIds);
        });
    }

    private static KernelCase AccumulateSample(Random random, int batch, int predictions, int firstSlice, int lastSlice, bool isForbidding)
    {
        const double Temperature = 0.7;
        KernelCaseBuilder builder = new(random, batch);
        Slot first = builder.Normal(predictions, firstSlice), last = builder.Normal(predictions, lastSlice);
        Slot best = builder.Output(predictions, 1), sampledIds = builder.IntegerOutput(predictions);
        Slot forbiddenIds = isForbidding ? Tokens(builder, predictions, firstSlice + lastSlice) : Slot.None;
        int site = random.Next(1000);
        for (int row = 0; row < batch * predictions; row++)
            SeparateBest(
                builder, first, last, row, predictions, Temperature, site, isForbidding ? builder.ContentsOf(forbiddenIds).Integers[row] : -1);
        return builder.Build(recorder =>
        {
            recorder.AccumulateSample(first, firstSlice, 0, Temperature, site, best, sampledIds, forbiddenIds);
            recorder.Barrier();
            recorder.AccumulateSample(last, lastSlice, firstSlice, Temperature, site, best, sampledIds, forbiddenIds);
        });
    }

    /// <summary>
    /// Lifts the winner of a row above the others by more than rounding, so that every device must sample it, and to 1 at least, so that
    /// logit and noise do not cancel; and what is forbidden above them all.
    /// </summary>
    private static void SeparateBest(
        KernelCaseBuilder builder, Slot first, Slot last, int row, int predictions, double temperature, int site, int forbidden)
    {
        float[] firstLogits = builder.ContentsOf(first).Numbers, lastLogits = builder.ContentsOf(last).Numbers;
        uint sequence = builder.Scalars.FirstSequence + (uint)(row / predictions), prediction = (uint)(row % predictions);
        int best = Enumerable.Range(0, first.Columns + last.Columns)
            .Where(id => id != forbidden).MaxBy(id => (Logit(id) / temperature) + Noise(id));
        Logit(best) += Math.Max(0.01f, (float)(temperature * (1 - (Logit(best) / temperature) - Noise(best))));
        if (forbidden >= 0)
            Logit(forbidden) += 50;

        ref float Logit(int id) => ref id < first.Columns
            ? ref firstLogits[(row * first.Columns) + id]
            : ref lastLogits[(row * last.Columns) + id - first.Columns];

        double Noise(int id) => Gumbel.FromWord<double>(
            Philox.Draw(builder.Scalars.Seed, (uint)site, (uint)id / 4, sequence, builder.Scalars.Step, prediction)[id % 4]);
    }

    private static KernelCase TokenLogProbability(Random random, int batch, int predictions)
    {
        KernelCaseBuilder builder = new(random, batch);

        // (largest, sum, target's logit, 0); the sum counts the largest as 1
        Slot state = builder.Numbers(predictions, 4, index => (index % 4) switch
        {
            0 => 5 + random.NextNormal(),
            1 => 1 + (100 * random.NextDouble()),
            2 => random.NextNormal(),
            _ => 0,
        });
        Slot logProbability = builder.Output(predictions, 1), logSumExp = builder.Output(predictions, 1);
        return builder.Build(recorder => recorder.TokenLogProbability(state, logProbability, logSumExp));
    }

    private static KernelCase LogitsGradient(Random random, int batch, int predictions, int firstSlice, int lastSlice)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot logits = builder.Changed(builder.Normal(predictions, lastSlice)), logSumExp = builder.Numbers(predictions, 1, _ => 3 + random.NextNormal());
        Slot targets = Tokens(builder, predictions, firstSlice + lastSlice), rowGradient = builder.Normal(predictions, 1);
        return builder.Build(recorder => recorder.LogitsGradient(logits, lastSlice, firstSlice, logSumExp, targets, rowGradient));
    }

    private static KernelCase WeightSum(Random random, int batch, int count, Func<KernelCaseBuilder, int, Slot> makeWeights)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot weights = makeWeights(builder, count), weightSum = builder.FixedOutput(1, 1);
        return builder.Build(recorder => recorder.WeightSum(weights, weightSum));
    }

    private static KernelCase WeightedMean(
        Random random, int batch, int count, Func<KernelCaseBuilder, int, Slot> makeWeights, float weightSum = 7)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot values = builder.Numbers(count, 1, _ => random.NextDouble()), weights = makeWeights(builder, count);
        Slot sum = builder.FixedNumbers(weightSum), mean = builder.FixedOutput(1, 1);
        return builder.Build(recorder => recorder.WeightedMean(values, weights, sum, mean));
    }

    private static KernelCase WeightedMeanBackward(Random random, int batch, int count, Func<KernelCaseBuilder, int, Slot> makeWeights)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot meanGradient = builder.FixedNormal(1, 1), weightSum = builder.FixedNumbers(7), valueGradient = builder.Output(count, 1);
        Slot weights = makeWeights(builder, count);
        return builder.Build(recorder => recorder.WeightedMeanBackward(meanGradient, weights, weightSum, valueGradient));
    }

    private static Slot Weights(KernelCaseBuilder builder, int count) => builder.Numbers(count, 1, _ => builder.Random.Next(2));

    private static Slot NoWeights(KernelCaseBuilder builder, int count) => builder.Numbers(count, 1, _ => 0);

    private static KernelCase BinaryCrossEntropy(Random random, int batch, int count)
    {
        KernelCaseBuilder builder = new(random, batch);

        // Logits this large overflow an exponential of the wrong sign
        Slot logits = builder.Normal(count, 1, scale: 60), labels = Weights(builder, count), losses = builder.Output(count, 1);
        return builder.Build(recorder => recorder.BinaryCrossEntropy(logits, labels, losses));
    }

    private static KernelCase BinaryCrossEntropyBackward(Random random, int batch, int count)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot logits = builder.Normal(count, 1, scale: 4), labels = Weights(builder, count);
        Slot lossGradient = builder.Changed(builder.Normal(count, 1)), logitGradient = builder.Output(count, 1);
        return builder.Build(recorder =>
        {
            recorder.BinaryCrossEntropyBackward(logits, labels, lossGradient, logitGradient);
            recorder.Barrier();
            recorder.BinaryCrossEntropyBackward(logits, labels, lossGradient, lossGradient);
        });
    }

    private static KernelCase CopyLogProbability(Random random, int batch, int count, MixtureKind kind)
    {
        KernelCaseBuilder builder = new(random, batch);
        (Slot copyLogits, Slot logProbabilities, Slot inputIds, Slot targets) = Mixture(builder, count, kind);
        Slot copyProbability = builder.Output(count, 1), output = builder.Output(count, 1);
        return builder.Build(recorder =>
            recorder.CopyLogProbability(copyLogits, logProbabilities, inputIds, targets, copyProbability, output));
    }

    private static KernelCase CopyLogProbabilityBackward(Random random, int batch, int count, MixtureKind kind)
    {
        KernelCaseBuilder builder = new(random, batch);
        (Slot copyLogits, Slot logProbabilities, Slot inputIds, Slot targets) = Mixture(builder, count, kind);
        Slot rowGradient = builder.Normal(count, 1), copyLogitGradient = builder.Output(count, 1), logProbabilityGradient = builder.Output(count, 1);
        return builder.Build(recorder => recorder.CopyLogProbabilityBackward(
            copyLogits, logProbabilities, inputIds, targets, rowGradient, copyLogitGradient, logProbabilityGradient));
    }

    /// <summary>
    /// Logits near id / 2, one half of it from the table and one from the bias: no two ids' probabilities come so near to each other, nor
    /// their difference to a copy logit's exponential, that rounding could decide.
    /// </summary>
    private static KernelCase CopyOrPredict(Random random, int batch, int rows, int columns)
    {
        const int Vocabulary = 10;
        double[] copyLogitChoices = [-30, -3, 1, 200];
        KernelCaseBuilder builder = new(random, batch);
        Slot copyLogits = builder.Numbers(rows, 1, _ => copyLogitChoices[random.Next(copyLogitChoices.Length)]);
        Slot hidden = builder.Numbers(rows, columns, _ => 0.95 + (0.1 * random.NextDouble()));
        Parameter table = builder.Layout.Parameter(Vocabulary, columns), bias = builder.Layout.Parameter(1, Vocabulary);
        int element = 0, id = 0;
        builder.Fill(table.Value, () => HalfLogit(element++ / columns) / columns);
        builder.Fill(bias.Value, () => HalfLogit(id++));
        Slot logSumExp = builder.Numbers(rows, 1, _ => 5);
        // Different ids of a row are an odd and an even one
        Slot inputIds = builder.Integers(rows, _ => 2 * random.Next(Vocabulary / 2)), predictedIds = builder.Integers(rows, _ => (2 * random.Next(Vocabulary / 2)) + 1);
        Slot namedIds = builder.IntegerOutput(rows);
        return builder.Build(recorder => recorder.CopyOrPredict(copyLogits, hidden, table, bias, logSumExp, inputIds, predictedIds, namedIds));

        // 0, ½, 1, 1½, …
        static double HalfLogit(int id) => id * 0.25;
    }

    private static (Slot CopyLogits, Slot LogProbability, Slot InputIds, Slot Targets) Mixture(
        KernelCaseBuilder builder, int count, MixtureKind kind)
    {
        Random random = builder.Random;
        (double copyLogit, double logProbability) = kind switch
        {
            MixtureKind.SureOfBoth => (1e4, -1e-6),
            MixtureKind.CopyAgainstTheOdds => (1e4, -1e4),
            MixtureKind.NeverCopy => (-1e4, -1e4),
            MixtureKind.PredictionIsSure => (-1e4, 0),
            _ => (0.0, -3.0),
        };
        Slot copyLogits = kind == MixtureKind.UnitSize
            ? builder.Normal(count, 1, scale: 3)
            : builder.Numbers(count, 1, _ => copyLogit * (0.5 + (0.5 * random.NextDouble())));
        Slot logProbabilities = builder.Numbers(count, 1, _ => logProbability * random.NextDouble());

        // Where copying is sure it is also right, so that small results are not measured beside large ones
        Slot targets = Tokens(builder, count, vocabulary: 2), inputIds = copyLogit > 0 ? targets : Tokens(builder, count, vocabulary: 2);
        return (copyLogits, logProbabilities, inputIds, targets);
    }

    /// <summary>Sizes of copy logits and of logarithms of probabilities.</summary>
    private enum MixtureKind
    {
        UnitSize,
        SureOfBoth,
        CopyAgainstTheOdds,
        NeverCopy,
        PredictionIsSure,
    }
}
