using ElectraGen.Runtime;
using ElectraGen.Training.Optimization;

namespace Training.Tests.Optimization;

public sealed class LossScalingTests
{
    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Bf16)]
    public void ExponentsOf32BitsNeedNoScale(Precision precision)
    {
        LossScaling scaling = new(precision);
        Assert.False(scaling.Skips(isFinite: true));
        Assert.False(scaling.Skips(isFinite: false));
        Assert.Equal(new LossScale(0, 0), scaling.Scale);
    }

    [Fact]
    public void OverflowSkipsTheStepAndHalvesTheScale()
    {
        LossScaling scaling = new(Precision.Fp16);
        Assert.False(scaling.Skips(isFinite: true));
        int before = scaling.Scale.Exponent;
        Assert.True(scaling.Skips(isFinite: false));
        Assert.Equal(new LossScale(before - 1, 0), scaling.Scale);
    }

    [Fact]
    public void ManyGoodStepsInARowDoubleTheScale()
    {
        LossScaling scaling = new(Precision.Fp16);
        int before = scaling.Scale.Exponent;
        for (int step = 0; step < 1999; step++)
            scaling.Skips(isFinite: true);
        Assert.Equal(new LossScale(before, 1999), scaling.Scale);
        scaling.Skips(isFinite: true);
        Assert.Equal(new LossScale(before + 1, 0), scaling.Scale);
    }

    [Fact]
    public void VanishingScaleIsNoReasonToSkip()
    {
        LossScaling scaling = new(Precision.Fp16);
        int skipped = 0;
        while (scaling.Skips(isFinite: false))
            skipped++;
        Assert.Equal(16, skipped);
        Assert.Equal(0, scaling.Scale.Exponent);
    }
}
