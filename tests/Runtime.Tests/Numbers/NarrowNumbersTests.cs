using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Numbers;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Numbers;

/// <summary>The 16-bit forms of numbers, on the host and in shaders.</summary>
[Collection(VulkanCollection.Name)]
public sealed class NarrowNumbersTests(VulkanFixture fixture)
{
    [Theory]
    [InlineData(Precision.Bf16)]
    [InlineData(Precision.Fp16)]
    public void EveryStoredNumberComesBack(Precision precision)
    {
        foreach (ushort bits in AllBits)
        {
            float value = NarrowNumbers.FromBits(precision, bits);
            if (float.IsNaN(value))
                Assert.True(float.IsNaN(NarrowNumbers.Stored(precision, value)), $"{bits:X4}");
            else
                Assert.Equal(bits, NarrowNumbers.ToBits(precision, value));
        }
    }

    [Theory]
    [InlineData(Precision.Bf16, 8)]
    [InlineData(Precision.Fp16, 11)]
    public void HalvesAreRoundedToEven(Precision precision, int digits)
    {
        float unit = MathF.ScaleB(1, 1 - digits);
        Assert.Equal(1, NarrowNumbers.Stored(precision, 1 + (unit / 2)));
        Assert.Equal(1 + (2 * unit), NarrowNumbers.Stored(precision, 1 + (1.5f * unit)));
        Assert.Equal(1 + unit, NarrowNumbers.Stored(precision, 1 + (0.51f * unit)));
        Assert.Equal(float.PositiveInfinity, NarrowNumbers.Stored(precision, float.MaxValue));
        Assert.Equal(float.NegativeInfinity, NarrowNumbers.Stored(precision, float.NegativeInfinity));
    }

    /// <summary>Each number, the ties between neighbours, and their neighbours in 32 bits: shaders store what the host does.</summary>
    [Theory]
    [InlineData(Precision.Bf16)]
    [InlineData(Precision.Fp16)]
    public void ShadersRoundAsTheHost(Precision precision)
    {
        float[] values = [.. AllBits.Select(bits => NarrowNumbers.FromBits(precision, bits)).SelectMany(value => Around(value, precision)).Where(IsCommon)];
        Slot wide = new(new Segment(SegmentKind.Scratch), 0, 1, values.Length);
        Slot narrow = wide with { Offset = 2 * wide.Bytes, Element = Element.Activation }, again = wide with { Offset = 4 * wide.Bytes };
        using ISession session = fixture.In(precision).OpenSession([new(wide.Segment, 6 * wide.Bytes), new(StepScalars.Slot.Segment, StepScalars.SegmentBytes)], batch: 1);
        session.Write(wide, values);
        using IRecording recording = session.Record(recorder =>
        {
            recorder.Scale(wide, 1, narrow);
            recorder.Barrier();
            recorder.Scale(narrow, 1, again);
        });
        session.Run(recording, new StepScalars());

        float[] stored = new float[values.Length], loaded = new float[values.Length];
        session.Read(narrow, stored);
        session.Read(again, loaded);
        for (int index = 0; index < values.Length; index++)
        {
            float expected = NarrowNumbers.Stored(precision, values[index]);
            Assert.True(expected.Equals(stored[index]) && expected.Equals(loaded[index]), $"{values[index]:R} became {stored[index]:R}, then {loaded[index]:R}, and not {expected:R}");
        }
    }

    private static IEnumerable<ushort> AllBits => Enumerable.Range(0, 1 << 16).Select(static bits => (ushort)bits);

    private static IEnumerable<float> Around(float value, Precision precision)
    {
        float next = NarrowNumbers.FromBits(precision, (ushort)(NarrowNumbers.ToBits(precision, value) + 1)), tie = (value / 2) + (next / 2);
        return [value, tie, MathF.BitIncrement(tie), MathF.BitDecrement(tie)];
    }

    /// <summary>Devices may take what is below the smallest normal number of 32 bits for 0, and any NaN for another.</summary>
    private static bool IsCommon(float value) => float.IsNormal(value) || value == 0 || float.IsInfinity(value);
}
