using ElectraGen.Runtime;
using ElectraGen.Runtime.Vulkan;

namespace Runtime.Tests.Devices;

public sealed class DeviceCapacityTests
{
    private const long GiB = 1L << 30;

    private static readonly SegmentSize[] Segments =
    [
        new(new Segment(SegmentKind.Parameters), 2 * GiB),
        new(new Segment(SegmentKind.Layer, 0), 3 * GiB),
        new(new Segment(SegmentKind.Scratch), 5 * GiB),
    ];

    [Fact]
    public void WhatFitsIsNoFailure() => DeviceCapacity.Check("Gpu", 10 * GiB, 5 * GiB, Segments, batch: 16);

    [Fact]
    public void TooLittleMemoryNamesBothNumbersAndTheBatchThatFits()
    {
        ElectraGenException failure = Assert.Throws<ElectraGenException>(
            () => DeviceCapacity.Check("Gpu", 8 * GiB, 8 * GiB, Segments, batch: 16));
        Assert.Equal("The plan needs 10.00 GiB at batch 16 and Gpu has 8.00 GiB; a batch of 12 fits.", failure.Message);
    }

    [Fact]
    public void TooLargeASegmentNamesTheBatchThatFits()
    {
        ElectraGenException failure = Assert.Throws<ElectraGenException>(
            () => DeviceCapacity.Check("Gpu", 16 * GiB, 4 * GiB, Segments, batch: 16));
        Assert.Equal(
            "The segment Scratch needs 5.00 GiB at batch 16 and Gpu allocates at most 4.00 GiB at once; a batch of 12 fits.", failure.Message);
    }

    [Fact]
    public void ParametersThatFitNowhereHaveNoBatch()
    {
        ElectraGenException failure = Assert.Throws<ElectraGenException>(
            () => DeviceCapacity.Check("Gpu", 1 * GiB, 1 * GiB, Segments, batch: 16));
        Assert.Contains("no batch fits", failure.Message);
    }
}
