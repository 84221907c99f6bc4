using System.Runtime.Intrinsics;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Host.Fast.Products;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Host.Fast;

/// <summary>Matrix products for vector units: at every width, in every layout and with every epilogue, against the judge.</summary>
public sealed class FastProductTests
{
    private const uint TransposeLeft = 1, TransposeRight = 2, HasBias = 4, FirstActivation = 16;

    private static readonly Dictionary<int, HostKernelCut<float>> Widths = new()
    {
        [128] = FastProduct.CutAt<Lanes128, Vector128<float>>,
        [256] = FastProduct.CutAt<Lanes256, Vector256<float>>,
        [512] = FastProduct.CutAt<Lanes512, Vector512<float>>,
    };

    public static TheoryData<uint> AllOptions =>
        [.. Enumerable.Range(0, 256).Select(static options => (uint)options).Where(KernelCatalog.MatrixProduct.Allows)];

    /// <summary>Less than a tile, and sizes that no block, panel or slice divides.</summary>
    [Theory]
    [MemberData(nameof(AllOptions))]
    public void FollowsTheJudge(uint options)
    {
        foreach ((int rows, int columns, int depth) in ((int, int, int)[])[(1, 1, 1), (5, 3, 7), (7, 33, 2), (101, 131, 259), (197, 65, 515)])
        {
            // Every term and every addition rounds by 2⁻²⁴, in directions that have nothing to do with each other; GELU adds a few
            double tolerance = Math.Sqrt((2 * depth) + 16) * Math.Pow(2, -24);
            int seed = RandomNumbers.FreshSeed();
            KernelCase kernelCase = Product(new Random(seed), rows, columns, depth, options);
            using HostDevice<double> judge = new();
            IReadOnlyList<SlotContents> expected = kernelCase.RunOn(judge);
            foreach (int width in Widths.Keys)
            {
                using HostDevice<float> device = Device(width, threadCount: 2);
                KernelCase.AssertNear(expected, kernelCase.RunOn(device), tolerance, seed);
            }
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void BitsDoNotDependOnTheNumberOfThreads(int width)
    {
        foreach (uint options in (uint[])[0, TransposeLeft, TransposeRight | HasBias | FirstActivation])
        {
            int seed = RandomNumbers.FreshSeed();
            KernelCase kernelCase = Product(new Random(seed), rows: 311, columns: 269, depth: 530, options);
            IReadOnlyList<SlotContents>[] results =
                [.. ((int[])[1, 2, 3, 7]).Select(threadCount =>
                {
                    using HostDevice<float> device = Device(width, threadCount);
                    return kernelCase.RunOn(device);
                })];
            Assert.All(results, result => KernelCase.AssertNear(results[0], result, tolerance: 0, seed));
        }
    }

    /// <summary>A product to be held, in every combination of the options, on matrices with gaps between rows and between matrices.</summary>
    private static KernelCase Product(Random random, int rows, int columns, int depth, uint options)
    {
        const int Outer = 2, Inner = 2, Gap = 3;
        (int leftRows, int leftColumns) = (options & TransposeLeft) != 0 ? (depth, rows) : (rows, depth);
        (int rightRows, int rightColumns) = (options & TransposeRight) != 0 ? (columns, depth) : (depth, columns);
        int leftSize = (leftRows * (leftColumns + Gap)) + Gap, rightSize = (rightRows * (rightColumns + Gap)) + Gap;
        int outputSize = (rows * (columns + Gap)) + Gap;

        KernelCaseBuilder builder = new(random, batch: 1);
        Slot left = builder.FixedNormal(Outer * Inner, leftSize), right = builder.FixedNormal(Outer * Inner, rightSize);
        Slot bias = builder.FixedNormal(1, columns);
        Slot output = builder.Changed(builder.FixedNormal(Outer * Inner, outputSize));
        Slot activated = builder.Changed(builder.FixedNormal(Outer * Inner, outputSize));
        return builder.Build(recorder => recorder.Dispatch(
            KernelCatalog.MatrixProduct, options,
            [left, right, (options & HasBias) != 0 ? bias : Slot.None, output, options >= FirstActivation ? activated : Slot.None],
            [
                (uint)rows, (uint)columns, (uint)depth, Inner, 2, 1, 3,
                (uint)(leftColumns + Gap), (uint)(Inner * leftSize), (uint)leftSize,
                (uint)(rightColumns + Gap), (uint)(Inner * rightSize), (uint)rightSize,
                (uint)(columns + Gap), (uint)(Inner * outputSize), (uint)outputSize,
                BitConverter.SingleToUInt32Bits(-0.75f),
            ],
            new WorkSize(columns, rows, Outer * Inner)));
    }

    private static HostDevice<float> Device(int width, int threadCount) =>
        new(HostKernelTable<float>.Plain.With([new(KernelCatalog.MatrixProduct, Widths[width])]), threadCount);
}
