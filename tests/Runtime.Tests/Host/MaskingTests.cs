using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

public sealed class MaskingTests(ITestOutputHelper log)
{
    private const int Word = 2000;

    [Fact]
    public void ChosenAreWordsOnceInOrderAndAsManyAsAsked()
    {
        const int Batch = 40, Length = 67, Maximum = 10;
        Random random = log.FreshRandom();
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
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 1);
        Slot tokenIds = builder.Integers(Length, _ => Word), attentionMask = builder.Integers(Length, token => token < attended ? 1 : 0);
        Masked masked = new(builder, tokenIds, attentionMask, Maximum, fractionMillionths: 150_000, keptFraction: 0.15);
        Assert.Equal(expected, masked.Positions.Count(position => position >= 0));
    }

    [Fact]
    public void SampleEqualToTheOriginalIsOriginal()
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 2);
        Slot tokenIds = builder.Integers(3, index => 10 + index), positions = builder.Integers(2, index => ((int[])[0, 2, 1, -1])[index]);
        Slot sampledIds = builder.Integers(2, index => ((int[])[10, 99, 77, 55])[index]);
        Slot corruptedIds = builder.IntegerOutput(3), labels = builder.Output(3, 1);
        using HostDevice<double> device = new();
        IReadOnlyList<SlotContents> outputs =
            builder.Build(recorder => recorder.Corrupt(tokenIds, positions, sampledIds, corruptedIds, labels)).RunOn(device);
        Assert.Equal([10, 11, 99, 13, 77, 15], outputs[0].Integers);
        Assert.Equal([0, 0, 1, 0, 1, 0], outputs[1].Numbers);
    }

    /// <summary>The mean of 10 and 13 is 11.5; two samples whose mean is the original leave it in its place.</summary>
    [Fact]
    public void SamplesOfOnePositionBecomeTheFloorOfTheirMean()
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 1);
        Slot tokenIds = builder.Integers(3, index => 20 + index), positions = builder.Integers(5, index => ((int[])[1, 0, 1, 0, -1])[index]);
        Slot sampledIds = builder.Integers(5, index => ((int[])[13, 30, 10, 10, 7])[index]);
        Slot corruptedIds = builder.IntegerOutput(3), labels = builder.Output(3, 1);
        using HostDevice<double> device = new();
        IReadOnlyList<SlotContents> outputs =
            builder.Build(recorder => recorder.Corrupt(tokenIds, positions, sampledIds, corruptedIds, labels)).RunOn(device);
        Assert.Equal([20, 11, 22], outputs[0].Integers);
        Assert.Equal([0, 1, 0], outputs[1].Numbers);
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
