using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Checking;

[Collection(VulkanCollection.Name)]
public sealed class TimedRecordingTests(VulkanFixture fixture)
{
    [Fact]
    public void TheDeviceTimesEachDispatch() => RequireTimes(fixture.Device);

    [Fact]
    public void TheHostTimesEachDispatch()
    {
        using HostDevice<float> host = new();
        RequireTimes(host);
    }

    private static void RequireTimes(IDevice device)
    {
        const int Size = 512;
        SlotLayout layout = new(batch: 1);
        Slot input = layout.PerSequence(Size, Size), output = layout.PerSequence(Size, Size), small = layout.PerSequence(1, 4);
        Parameter factor = layout.Parameter(Size, Size);
        using ISession session = device.OpenSession(layout.Segments, layout.Batch);
        using ITimedRecording recording = session.RecordTimed(recorder =>
        {
            recorder.Clear(small);
            recorder.Project(input, factor, output);
            recorder.Barrier();
            recorder.Clear(small);
        });
        for (int run = 0; run < 2; run++)
        {
            session.Run(recording, default);
            IReadOnlyList<DispatchTime> times = recording.ReadTimes();

            Assert.Equal(3, times.Count);
            Assert.Equal(0, times[0].Begin);
            Assert.All(times, time => Assert.InRange(time.Duration, 0, 60_000_000_000));
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Begin));
            Assert.True(times[1].Duration > 0);
        }
    }
}
