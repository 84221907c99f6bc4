using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Vulkan;

[Collection(VulkanCollection.Name)]
public sealed class LoopLimitTests(VulkanFixture fixture)
{
    /// <summary>Sums a column of this many ones in one invocation, beyond the limit of Mesa's old CPU driver.</summary>
    private const int Rows = 66_000;

    [Fact]
    public void LongLoopsRunToTheirEndOrAreRefused()
    {
        SlotLayout layout = new(batch: Rows);
        Slot values = layout.PerSequence(1, 1), sum = layout.Fixed(1, 1);
        using ISession session = fixture.Device.OpenSession(layout.Segments, layout.Batch);
        session.Write(values, Enumerable.Repeat(1f, Rows).ToArray());
        void Pass(IRecorder recorder) =>
            recorder.Dispatch(KernelCatalog.SumOverBatch, 0, [values, sum], [Rows, 1], new WorkSize(1));

        if (fixture.Device.IterationLimit is { } limit)
        {
            ElectraGenException refusal = Assert.Throws<ElectraGenException>(() => session.Record(Pass));
            Assert.Contains("sum_over_batch", refusal.Message);
            Assert.Contains("66000", refusal.Message);
            Assert.Contains($"{limit}", refusal.Message);
            return;
        }

        using IRecording recording = session.Record(Pass);
        session.Run(recording, default);
        float[] read = new float[1];
        session.Read(sum, read);
        Assert.Equal(Rows, read[0]);
    }

    [Fact]
    public void TheSelfTestFindsMesa22()
    {
        bool isOldMesa = fixture.Device.Description.Driver.Contains("Mesa 22", StringComparison.Ordinal);
        Assert.Equal(isOldMesa ? LoopLimit.Iterations : null, isOldMesa ? fixture.Device.IterationLimit : null);
    }
}
