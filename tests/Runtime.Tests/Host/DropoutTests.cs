using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

public sealed class DropoutTests(ITestOutputHelper log)
{
    private const double Rate = 0.1;

    [Fact]
    public void WhatStaysIsScaled()
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 4);
        Slot ones = builder.Numbers(100, 251, _ => 1), output = builder.Output(100, 251);
        float[] dropped = Run(builder, recorder => recorder.Dropout(ones, Rate, site: 3, output), output);
        Assert.All(dropped, value => Assert.True(value == 0 || value == (float)(1 / (1 - Rate)), $"{value}"));
    }

    [Fact]
    public void DrawsDifferByStepSequenceSiteAndSeed()
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 1);
        StepScalars scalars = builder.Scalars;
        Slot ones = builder.Numbers(1, 256, _ => 1), output = builder.Output(1, 256);
        float[] original = Drawn(scalars, 1);
        Assert.Equal(original, Drawn(scalars, 1));
        Assert.NotEqual(original, Drawn(scalars, 2));
        Assert.NotEqual(original, Drawn(scalars with { Seed = scalars.Seed + 1 }, 1));
        Assert.NotEqual(original, Drawn(scalars with { Step = scalars.Step + 1 }, 1));
        Assert.NotEqual(original, Drawn(scalars with { FirstSequence = scalars.FirstSequence + 1 }, 1));

        float[] Drawn(StepScalars scalars, int site)
        {
            builder.Scalars = scalars;
            return Run(builder, recorder => recorder.Dropout(ones, 0.5, site, output), output);
        }
    }

    /// <summary>A batch in two halves draws what the whole batch draws.</summary>
    [Fact]
    public void SplitBatchesDrawTheSame()
    {
        KernelCaseBuilder whole = new(log.FreshRandom(), batch: 2), half = new(log.FreshRandom(), batch: 1);
        half.Scalars = whole.Scalars with { FirstSequence = whole.Scalars.FirstSequence + 1 };
        Slot wholeOnes = whole.Numbers(3, 5, _ => 1), wholeOutput = whole.Output(3, 5);
        Slot halfOnes = half.Numbers(3, 5, _ => 1), halfOutput = half.Output(3, 5);
        Assert.Equal(
            Run(whole, recorder => recorder.Dropout(wholeOnes, 0.5, site: 1, wholeOutput), wholeOutput)[15..],
            Run(half, recorder => recorder.Dropout(halfOnes, 0.5, site: 1, halfOutput), halfOutput));
    }

    [Fact]
    public void SwitchedOffItPassesItsInputOn()
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 2);
        builder.Scalars = builder.Scalars with { DropoutEnabled = 0 };
        Slot input = builder.Normal(3, 5), output = builder.Output(3, 5);
        Assert.Equal(builder.ContentsOf(input).Numbers, Run(builder, recorder => recorder.Dropout(input, Rate, site: 1, output), output));
    }

    private static float[] Run(KernelCaseBuilder builder, Action<IRecorder> pass, Slot output)
    {
        using HostDevice<double> device = new();
        return builder.Build(pass).RunOn(device).Single(contents => contents.Slot == output).Numbers;
    }
}
