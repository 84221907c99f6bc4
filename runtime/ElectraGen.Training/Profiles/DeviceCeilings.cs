using System.Diagnostics;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Training.Profiles;

/// <summary>What a device reaches where nothing but its memory, or nothing but its arithmetic, is in the way.</summary>
/// <param name="Device">Its name as <c>--device</c> takes it.</param>
/// <param name="Tier">The tier of matrix products.</param>
/// <param name="BytesPerSecond">Of a large copy, read and written bytes together.</param>
/// <param name="FlopsPerSecond">Of a large square product.</param>
internal sealed record DeviceCeilings(string Device, string Tier, double BytesPerSecond, double FlopsPerSecond)
{
    /// <summary>Where they were measured: the product rate of each tier that the device can use.</summary>
    public IReadOnlyList<TierCeiling> Tiers { get; init; } = [];

    private const int LeastRuns = 3;

    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(0.5);

    /// <summary>Measures both, in a few seconds.</summary>
    public static DeviceCeilings Measure(IDevice device) => new(
        device.Description.Id, device.Description.Tier, MeasureCopy(device, IsGpu(device) ? 8192 : 4096), MeasureProduct(device));

    /// <summary>Measures the products of every tier that a device can use.</summary>
    /// <param name="device">What it is.</param>
    /// <param name="open">Opens it for one of its tiers.</param>
    public static IReadOnlyList<TierCeiling> MeasureTiers(DeviceDescription device, Func<TierDescription, IDevice> open)
    {
        return [.. device.Tiers.Where(static tier => tier.IsUsable).Select(CeilingOf)];

        TierCeiling CeilingOf(TierDescription tier)
        {
            using IDevice opened = open(tier);
            return new TierCeiling(tier.Name, tier.Arithmetic, MeasureProduct(opened));
        }
    }

    private static bool IsGpu(IDevice device) => device.Description.Kind is not (DeviceDescription.HostKind or DeviceDescription.CpuKind);

    /// <summary>Copies a square of floats of this width: larger than any cache.</summary>
    private static double MeasureCopy(IDevice device, int width)
    {
        Segment segment = new(SegmentKind.Fixed);
        Slot source = new(segment, 0, width, width), target = source with { Offset = source.Bytes };
        using ISession session = device.OpenSession([new SegmentSize(segment, 2 * source.Bytes)], batch: 1);
        return 2 * source.Bytes / SecondsPerDispatch(session, dispatches: 8, recorder => recorder.Copy(source, target));
    }

    /// <summary>Multiplies a square matrix by the transpose of another.</summary>
    private static double MeasureProduct(IDevice device)
    {
        int width = IsGpu(device) ? 4096 : 1024;
        Segment segment = new(SegmentKind.Fixed);
        Parameter right = new(0, width, width);
        Slot left = new(segment, 0, width, width), output = left with { Offset = left.Bytes };
        using ISession session = device.OpenSession(
            [new SegmentSize(segment, 2 * left.Bytes), new SegmentSize(right.Value.Segment, right.Value.Bytes)], batch: 1);
        float[] numbers = [.. Enumerable.Range(0, width * width).Select(static index => (index % 17) - 8f)];
        session.Write(left, numbers);
        session.Write(right, numbers);
        return 2.0 * width * width * width / SecondsPerDispatch(session, dispatches: 2, recorder => recorder.Project(left, right, output));
    }

    /// <summary>Of the best of several runs, behind one that is not timed.</summary>
    private static double SecondsPerDispatch(ISession session, int dispatches, Action<IRecorder> dispatch)
    {
        using IRecording recording = session.Record(recorder =>
        {
            for (int index = 0; index < dispatches; index++)
            {
                dispatch(recorder);
                recorder.Barrier();
            }
        });
        session.Run(recording, default);
        TimeSpan best = TimeSpan.MaxValue;
        long begun = Stopwatch.GetTimestamp();
        for (int run = 0; run < LeastRuns || Stopwatch.GetElapsedTime(begun) < LeastTime; run++)
        {
            long started = Stopwatch.GetTimestamp();
            session.Run(recording, default);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
            best = elapsed < best ? elapsed : best;
        }
        return best.TotalSeconds / dispatches;
    }
}

/// <summary>What a tier of matrix products reaches.</summary>
/// <param name="Name">As <c>--tier</c> takes it.</param>
/// <param name="Arithmetic"><c>fp32</c>, <c>bf16</c> or <c>fp16</c>.</param>
/// <param name="FlopsPerSecond">Of a large square product, with the tile that is fastest for it.</param>
internal sealed record TierCeiling(string Name, string Arithmetic, double FlopsPerSecond);
