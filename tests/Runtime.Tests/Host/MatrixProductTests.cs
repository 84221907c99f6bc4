using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

public sealed class MatrixProductTests(ITestOutputHelper log)
{
    private const uint TransposeLeft = 1, TransposeRight = 2, HasBias = 4, Accumulate = 8, WithGelu = 16;
    private const int Rows = 5, Columns = 11, Depth = 7, Outer = 2, Inner = 3;
    private const float Scale = -0.75f;

    public static TheoryData<uint> AllOptions => [.. Enumerable.Range(0, 32).Select(options => (uint)options)];

    /// <summary>Every combination of the options, on matrices with gaps between rows and between matrices.</summary>
    [Theory]
    [MemberData(nameof(AllOptions))]
    public void ProductIsTheSumOfItsDefinition(uint options)
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 1);
        Strided left = new(First: 3, RowStride: 13, OuterStride: 400, InnerStride: 100);
        Strided right = new(First: 2, RowStride: 14, OuterStride: 500, InnerStride: 155);
        Strided output = new(First: 0, RowStride: 12, OuterStride: 300, InnerStride: 90);
        Slot leftSlot = builder.FixedNormal(1, 1000), rightSlot = builder.FixedNormal(1, 1200), bias = builder.FixedNormal(1, Columns);
        Slot outputSlot = builder.FixedNormal(1, 700), activatedSlot = builder.FixedNormal(1, 700);

        using HostDevice<double> device = new();
        using HostSession<double> session = (HostSession<double>)device.OpenSession(builder.Layout.Segments, 1);
        foreach (SlotContents input in builder.Build(_ => { }).Inputs)
            input.WriteTo(session);
        double[] leftNumbers = session.Numbers(leftSlot).ToArray(), rightNumbers = session.Numbers(rightSlot).ToArray();
        double[] biasNumbers = session.Numbers(bias).ToArray();
        double[] expected = session.Numbers(outputSlot).ToArray(), expectedActivated = session.Numbers(activatedSlot).ToArray();
        foreach ((int outer, int inner, int row, int column) in OutputPlaces())
        {
            double sum = 0;
            for (int k = 0; k < Depth; k++)
            {
                sum += leftNumbers[left.At(outer, inner, row, k, (options & TransposeLeft) != 0)] *
                    rightNumbers[right.At(outer, inner, k, column, (options & TransposeRight) != 0)];
            }

            int index = output.At(outer, inner, row, column, isTransposed: false);
            double before = (options & Accumulate) != 0 ? expected[index] : 0;
            expected[index] = before + (Scale * sum) + ((options & HasBias) != 0 ? biasNumbers[column] : 0);
            if ((options & WithGelu) != 0)
                expectedActivated[index] = expected[index] * NormalDistribution<double>.Cumulative(expected[index]);
        }

        using IRecording recording = session.Record(recorder => recorder.Dispatch(
            KernelCatalog.MatrixProduct, options,
            [leftSlot, rightSlot, (options & HasBias) != 0 ? bias : Slot.None, outputSlot, (options & WithGelu) != 0 ? activatedSlot : Slot.None],
            [
                Rows, Columns, Depth, Inner, (uint)left.First, (uint)right.First, (uint)output.First,
                (uint)left.RowStride, (uint)left.OuterStride, (uint)left.InnerStride,
                (uint)right.RowStride, (uint)right.OuterStride, (uint)right.InnerStride,
                (uint)output.RowStride, (uint)output.OuterStride, (uint)output.InnerStride,
                BitConverter.SingleToUInt32Bits(Scale),
            ],
            new WorkSize(Columns, Rows, Outer * Inner)));
        session.Run(recording, default);

        Assert.All(session.Numbers(outputSlot).ToArray().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        Assert.All(session.Numbers(activatedSlot).ToArray().Zip(expectedActivated), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    private static IEnumerable<(int Outer, int Inner, int Row, int Column)> OutputPlaces() =>
        from outer in Enumerable.Range(0, Outer)
        from inner in Enumerable.Range(0, Inner)
        from row in Enumerable.Range(0, Rows)
        from column in Enumerable.Range(0, Columns)
        select (outer, inner, row, column);

    /// <summary>Where a batch of matrices lies.</summary>
    private readonly record struct Strided(int First, int RowStride, int OuterStride, int InnerStride)
    {
        public int At(int outer, int inner, int row, int column, bool isTransposed) =>
            First + (outer * OuterStride) + (inner * InnerStride) +
            (isTransposed ? (column * RowStride) + row : (row * RowStride) + column);
    }
}
