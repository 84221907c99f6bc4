using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Host;

public sealed class MaskingTests
{
    private const int Word = 2000;

    [Fact]
    public void ChosenAreWordsOnceInOrderAndAsManyAsAsked()
    {
        const int Batch = 40, Length = 67, Maximum = 10;
        Random random = new();
        KernelCaseBuilder builder = new(random, Batch);
        int[] attended = [0, 1, 2, Length, .. Enumerable.Range(4, Batch - 4).Select(_ => random.Next(Length + 1))];
        Slot tokenIds = builder.Integers(Length, _ => random.Next(4) == 0 ? random.Next(SpecialTokens.Classification, SpecialTokens.Mask + 1) : Word + random.Next(100));
        Slot attentionMask = builder.Integers(Length, token => token % Length < attended[token / Length] ? 1 : 0);
        Masked masked = new(builder, tokenIds, attentionMask, Maximum, fractionMillionths: 150_000, keptFraction: 0.15);

        int[] ids = builder.ContentsOf(tokenIds).Integers;
        for (int sequence = 0; sequence < Batch; sequence++)
        {
            int[] candidates = [.. Enumerable.Range(0, attended[sequence]).Where(position => ids[(sequence * Length) + position] >= Word)];
            int wanted = Math.Max(1, Math.Min(Maximum, (int)Math.Round(attended[sequence] * 0.15, MidpointRounding.ToEven)));
            int[] positions = masked.Positions[(sequence * Maximum)..((sequence + 1) * Maximum)];
            int[] chosen = [.. positions.TakeWhile(position => position >= 0)];

            Assert.Equal(Math.Min(wanted, candidates.Length), chosen.Length);
            Assert.Empty(chosen.Except(candidates));
            Assert.Equal(chosen.Order().Distinct(), chosen);
            for (int prediction = 0; prediction < Maximum; prediction++)
            {
                int place = (sequence * Maximum) + prediction, position = positions[prediction];
                bool isUsed = prediction < chosen.Length;
                Assert.Equal(isUsed ? ids[(sequence * Length) + position] : 0, masked.Targets[place]);
                Assert.Equal(isUsed ? 1 : 0, masked.Weights[place]);
                Assert.True(isUsed || position == -1);
            }

            for (int position = 0; position < Length; position++)
            {
                int token = (sequence * Length) + position;
                Assert.True(masked.Ids[token] == ids[token] || (masked.Ids[token] == SpecialTokens.Mask && chosen.Contains(position)));
            }
        }
    }

    /// <summary>10 · 0.15 = 1.5 and 50 · 0.15 = 7.5 go to 2 and 8; 30 · 0.15 = 4.5 goes to 4.</summary>
    [Theory]
    [InlineData(10, 2)]
    [InlineData(30, 4)]
    [InlineData(50, 8)]
    [InlineData(1, 1)]
    [InlineData(64, 10)]
    [InlineData(120, 15)]
    public void HalvesGoToEven(int attended, int expected)
    {
        const int Length = 128, Maximum = 15;
        KernelCaseBuilder builder = new(new Random(), batch: 1);
        Slot tokenIds = builder.Integers(Length, _ => Word), attentionMask = builder.Integers(Length, token => token < attended ? 1 : 0);
        Masked masked = new(builder, tokenIds, attentionMask, Maximum, fractionMillionths: 150_000, keptFraction: 0.15);
        Assert.Equal(expected, masked.Positions.Count(position => position >= 0));
    }

    /// <summary>Fractions of n draws have a deviation of √(p · (1 − p) / n); five of them are once in a million.</summary>
    [Fact]
    public void FifteenPercentStayAndAllPositionsAreAlike()
    {
        const int Batch = 2000, Length = 20, Maximum = 4;
        KernelCaseBuilder builder = new(new Random(), Batch);
        Slot tokenIds = builder.Integers(Length, _ => Word), attentionMask = builder.Integers(Length, _ => 1);
        Masked masked = new(builder, tokenIds, attentionMask, Maximum, fractionMillionths: 200_000, keptFraction: 0.15);

        int chosen = masked.Positions.Count(position => position >= 0), hidden = masked.Ids.Count(id => id == SpecialTokens.Mask);
        Assert.Equal(Batch * Maximum, chosen);
        Assert.Equal(0.15, 1 - (hidden / (double)chosen), 5 * Math.Sqrt(0.15 * 0.85 / chosen));
        for (int position = 0; position < Length; position++)
        {
            double fraction = masked.Positions.Count(other => other == position) / (double)Batch;
            Assert.Equal(0.2, fraction, 5 * Math.Sqrt(0.2 * 0.8 / Batch));
        }
    }

    [Fact]
    public void SampleEqualToTheOriginalIsOriginal()
    {
        KernelCaseBuilder builder = new(new Random(), batch: 2);
        Slot tokenIds = builder.Integers(3, index => 10 + index), positions = builder.Integers(2, index => ((int[])[0, 2, 1, -1])[index]);
        Slot sampledIds = builder.Integers(2, index => ((int[])[10, 99, 77, 55])[index]);
        Slot corruptedIds = builder.IntegerOutput(3), labels = builder.Output(3, 1);
        using HostDevice<double> device = new();
        IReadOnlyList<SlotContents> outputs =
            builder.Build(recorder => recorder.Corrupt(tokenIds, positions, sampledIds, corruptedIds, labels)).RunOn(device);
        Assert.Equal([10, 11, 99, 13, 77, 15], outputs[0].Integers);
        Assert.Equal([0, 0, 1, 0, 1, 0], outputs[1].Numbers);
    }

    /// <summary>A batch after choosing and hiding.</summary>
    private sealed class Masked
    {
        public Masked(KernelCaseBuilder builder, Slot tokenIds, Slot attentionMask, int maximum, int fractionMillionths, double keptFraction)
        {
            Slot chosen = builder.IntegerOutput(tokenIds.Rows), positions = builder.IntegerOutput(maximum), targets = builder.IntegerOutput(maximum);
            Slot weights = builder.Output(maximum, 1), maskedIds = builder.IntegerOutput(tokenIds.Rows);
            using HostDevice<double> device = new();
            IReadOnlyList<SlotContents> outputs = builder.Build(recorder =>
            {
                recorder.ChooseMasked(tokenIds, attentionMask, fractionMillionths, maximum, site: 5, chosen);
                recorder.ApplyMask(tokenIds, chosen, keptFraction, site: 6, positions, targets, weights, maskedIds);
            }).RunOn(device);
            Positions = outputs[1].Integers;
            Targets = outputs[2].Integers;
            Weights = outputs[3].Numbers;
            Ids = outputs[4].Integers;
        }

        public int[] Positions { get; }

        public int[] Targets { get; }

        public float[] Weights { get; }

        public int[] Ids { get; }
    }
}
