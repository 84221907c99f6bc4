using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

/// <summary>Bytes that runs on the host allocate. A collection would count what was left of a thread's share of the heap: no test runs beside these.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class HostAllocationTests(ITestOutputHelper log)
{
    private const long WithoutCollection = 1 << 26;

    [Fact]
    public void RunAllocatesNothing()
    {
        // One thread, so that every part runs on the one whose bytes are counted
        using HostDevice<float> device = new(HostKernelTable<float>.Best, threadCount: 1);
        foreach (KernelCaseSource source in KernelCases.All)
        {
            KernelCase kernelCase = source.Create(log.FreshRandom());
            using ISession session = device.OpenSession(kernelCase.Layout.Segments, kernelCase.Layout.Batch);
            foreach (SlotContents input in kernelCase.Inputs)
                input.WriteTo(session);
            using IRecording recording = session.Record(kernelCase.Pass);
            session.Run(recording, kernelCase.Scalars);
            foreach (SlotContents input in kernelCase.Inputs)
                input.WriteTo(session);

            Assert.True(GC.TryStartNoGCRegion(WithoutCollection));
            long before = GC.GetAllocatedBytesForCurrentThread();
            session.Run(recording, kernelCase.Scalars);
            long after = GC.GetAllocatedBytesForCurrentThread();
            GC.EndNoGCRegion();
            Assert.True(after == before, source.Name);
        }
    }
}

/// <summary>Tests that run when no others do.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
