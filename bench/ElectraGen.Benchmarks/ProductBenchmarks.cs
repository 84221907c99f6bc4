using BenchmarkDotNet.Attributes;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Benchmarks;

/// <summary>A square product, output = left · rightᵀ, on the host: for vector units and all cores, and by the judge's loops in double.</summary>
public class ProductBenchmarks
{
    private const uint TransposeRight = 2;

    private ISession fast = null!, judge = null!;
    private IRecording fastProduct = null!, judgedProduct = null!;

    [Params(256, 512, 768, 1024)]
    public int Width { get; set; }

    [GlobalSetup]
    public void Open()
    {
        (fast, fastProduct) = Record(new HostDevice<float>());
        (judge, judgedProduct) = Record(new HostDevice<double>());
    }

    [Benchmark(Baseline = true)]
    public void Judge() => judge.Run(judgedProduct, default);

    [Benchmark]
    public void Host() => fast.Run(fastProduct, default);

    [GlobalCleanup]
    public void Close()
    {
        foreach (IDisposable opened in (IDisposable[])[fastProduct, judgedProduct, fast, judge])
            opened.Dispose();
    }

    private (ISession Session, IRecording Product) Record(IDevice device)
    {
        Segment segment = new(SegmentKind.Fixed);
        Slot left = new(segment, 0, Width, Width), right = left with { Offset = left.Bytes }, output = left with { Offset = 2 * left.Bytes };
        ISession session = device.OpenSession([new SegmentSize(segment, 3 * left.Bytes)], batch: 1);
        Random random = new(1);
        float[] numbers = [.. Enumerable.Range(0, Width * Width).Select(_ => random.NextSingle() - 0.5f)];
        session.Write(left, numbers);
        session.Write(right, numbers);
        uint width = (uint)Width;
        IRecording product = session.Record(recorder => recorder.Dispatch(
            KernelCatalog.MatrixProduct, TransposeRight, [left, right, Slot.None, output, Slot.None],
            [width, width, width, 1, 0, 0, 0, width, 0, 0, width, 0, 0, width, 0, 0, BitConverter.SingleToUInt32Bits(1)],
            new WorkSize(width, width)));
        return (session, product);
    }
}
