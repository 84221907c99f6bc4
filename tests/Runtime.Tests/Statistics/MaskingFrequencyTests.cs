using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Statistics;

/// <summary>How often what is masked, of a million positions, by both ways of choosing them.</summary>
[Collection(VulkanCollection.Name)]
public sealed class MaskingFrequencyTests(VulkanFixture fixture)
{
    private const double KeptFraction = 0.15;
    private const int Word = 2000;

    /// <summary>
    /// Of k places chosen out of n, two exclude each other a little: counts over B sequences have the covariance
    /// B · p · (1 − p) · n / (n − 1) · (I − 1/n), p = k / n, so that their squares over the factor in front are χ² of n − 1.
    /// </summary>
    [Fact]
    public void WithoutReplacementAllPositionsAreAlike()
    {
        int seed = RandomNumbers.FreshSeed();
        Setting setting = new(Length: 20, Maximum: 4, FractionMillionths: 200_000);
        Masked masked = Masked.By(seed, fixture.Device, setting, (recorder, slots) =>
        {
            recorder.ChooseMasked(slots.TokenIds, slots.AttentionMask, setting.FractionMillionths, setting.Maximum, site: 5, slots.Chosen);
            recorder.Barrier();
            recorder.ApplyMask(
                slots.TokenIds, slots.Chosen, KeptFraction, site: 6, slots.Positions, slots.Targets, slots.Weights, slots.MaskedIds);
        });

        long[] counts = masked.CountPositions(seed);
        double share = (double)setting.Maximum / setting.Candidates, scale = (double)setting.Candidates / (setting.Candidates - 1);
        double statistic = counts.Sum(count => Math.Pow(count - (setting.Batch * share), 2)) / (setting.Batch * share * (1 - share) * scale);
        Significance.AssertChiSquare(statistic, setting.Candidates - 1, $"seed {seed}");

        (long Kept, long Positions)[] byDraws = masked.KeptByDraws();
        Assert.Equal(masked.Positions.Length, byDraws[1].Positions);
        Significance.AssertShare(KeptFraction, byDraws[1].Kept, byDraws[1].Positions, $"seed {seed}, kept");
    }

    /// <summary>
    /// Of n places, k draws leave one out with a = (1 − 1/n)ᵏ, two with b = (1 − 2/n)ᵏ: n · (1 − a) are found, 17.7 of ElectraSmall's 126,
    /// with the variance n · (n − 1) · b + n · a − (n · a)². A position stays if all its draws say so.
    /// </summary>
    [Fact]
    public void WithReplacementAllPositionsAreAlikeAndSomeComeTwice()
    {
        int seed = RandomNumbers.FreshSeed();
        Setting setting = new(Length: 128, Maximum: 19, FractionMillionths: 150_000);
        Masked masked = Masked.By(seed, fixture.Device, setting, (recorder, slots) =>
        {
            recorder.DrawMasked(
                slots.TokenIds, slots.AttentionMask, setting.FractionMillionths, site: 5, slots.Positions, slots.Targets, slots.Weights);
            recorder.Barrier();
            recorder.HideDrawn(slots.TokenIds, slots.Positions, KeptFraction, site: 6, slots.Chosen, slots.MaskedIds);
        });

        int places = setting.Candidates;
        Significance.AssertDistributed(masked.CountPositions(seed), [.. Enumerable.Repeat(1.0 / places, places)], $"seed {seed}");

        (long Kept, long Positions)[] byDraws = masked.KeptByDraws();
        double one = Math.Pow(1 - (1.0 / places), setting.Maximum), two = Math.Pow(1 - (2.0 / places), setting.Maximum);
        double variance = (places * (places - 1) * two) + (places * one) - Math.Pow(places * one, 2);
        double distinct = (double)byDraws.Sum(entry => entry.Positions) / setting.Batch;
        Assert.Equal(17.7, places * (1 - one), 0.05);
        Significance.AssertMean(places * (1 - one), distinct, Math.Sqrt(variance / setting.Batch), $"seed {seed}, different positions");
        Significance.AssertShare(KeptFraction, byDraws[1].Kept, byDraws[1].Positions, $"seed {seed}, kept of those drawn once");
        Significance.AssertShare(
            KeptFraction * KeptFraction, byDraws[2].Kept, byDraws[2].Positions, $"seed {seed}, kept of those drawn twice");
    }

    /// <summary>Full sequences, [CLS] in front and [SEP] behind, as many as make a million positions.</summary>
    private sealed record Setting(int Length, int Maximum, int FractionMillionths)
    {
        public int Batch => Significance.Draws / Maximum;

        public int Candidates => Length - 2;
    }

    private sealed record Slots(
        Slot TokenIds, Slot AttentionMask, Slot Chosen, Slot Positions, Slot Targets, Slot Weights, Slot MaskedIds);

    /// <summary>Words, masked; host and device have to agree on the positions and on what is hidden.</summary>
    private sealed record Masked(Setting Setting, int[] Positions, int[] Ids)
    {
        public static Masked By(int seed, IDevice device, Setting setting, Action<IRecorder, Slots> pass)
        {
            (int length, int maximum, _) = setting;
            KernelCaseBuilder builder = new(new Random(seed), setting.Batch);
            int IdAt(int position) => position == 0 ? SpecialTokens.Classification : position == length - 1 ? SpecialTokens.Separator : Word;
            Slots slots = new(
                builder.Integers(length, token => IdAt(token % length)), builder.Integers(length, _ => 1),
                builder.Layout.IntegersPerSequence(length), builder.IntegerOutput(maximum), builder.Layout.IntegersPerSequence(maximum),
                builder.Layout.PerSequence(maximum, 1), builder.IntegerOutput(length));
            KernelCase kernelCase = builder.Build(recorder => pass(recorder, slots));
            using HostDevice<float> host = new();
            IReadOnlyList<SlotContents> expected = kernelCase.RunOn(host);
            KernelCase.AssertNear(expected, kernelCase.RunOn(device), tolerance: 0, seed);
            return new(setting, expected[0].Integers, expected[1].Integers);
        }

        /// <summary>How often each candidate is masked: as many in all as were asked for, and no special token.</summary>
        public long[] CountPositions(int seed)
        {
            long[] counts = Significance.Count(Positions, Setting.Length);
            Assert.True(counts[0] == 0 && counts[^1] == 0, $"seed {seed}: a special token is masked");
            Assert.Equal((long)Setting.Batch * Setting.Maximum, counts.Sum());
            return counts[1..^1];
        }

        /// <summary>Of the positions that were drawn so many times: how many there are, and how many kept their token.</summary>
        public (long Kept, long Positions)[] KeptByDraws()
        {
            (long Kept, long Positions)[] byDraws = new (long, long)[Setting.Maximum + 1];
            for (int sequence = 0; sequence < Setting.Batch; sequence++)
            {
                int[] positions = Positions[(sequence * Setting.Maximum)..((sequence + 1) * Setting.Maximum)];
                foreach (IGrouping<int, int> draws in positions.GroupBy(position => position))
                {
                    bool isKept = Ids[(sequence * Setting.Length) + draws.Key] == Word;
                    ref (long Kept, long Positions) entry = ref byDraws[draws.Count()];
                    entry = (entry.Kept + (isKept ? 1 : 0), entry.Positions + 1);
                }
            }

            return byDraws;
        }
    }
}
