using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Kernels;

internal static partial class KernelCases
{
    private static IEnumerable<KernelCaseSource> Optimizer()
    {
        foreach (int count in (int[])[1, 7, 4096, 10_003])
        {
            yield return new(KernelCatalog.SquareSums, $"{count}", random => SquareSums(random, count));
            yield return new(KernelCatalog.Adam, $"{count}", random => Adam(random, count, isFinite: true));
            yield return new(KernelCatalog.Adam, $"{count}, not finite", random => Adam(random, count, isFinite: false));
        }

        yield return new(KernelCatalog.GradientNorm, "clipped", random => GradientNorm(random, scale: 10));
        yield return new(KernelCatalog.GradientNorm, "scaled", random => GradientNorm(random, scale: 10, lossScaleExponent: 3));
        yield return new(KernelCatalog.GradientNorm, "short", random => GradientNorm(random, scale: 1e-6));
        yield return new(KernelCatalog.GradientNorm, "zero", random => GradientNorm(random, scale: 0));
        yield return new(KernelCatalog.GradientNorm, "infinite", random => GradientNorm(random, scale: double.PositiveInfinity));
    }

    private static KernelCase SquareSums(Random random, int count)
    {
        KernelCaseBuilder builder = new(random, batch: 1);
        Slot gradient = builder.Parameter(1, count).Gradient, partials = builder.FixedOutput(KernelCatalog.SquareSumBlocks, 1);
        return builder.Build(recorder => recorder.SquareSums(gradient, partials));
    }

    private static KernelCase GradientNorm(Random random, double scale, uint lossScaleExponent = 0)
    {
        KernelCaseBuilder builder = new(random, batch: 1);
        builder.Scalars = builder.Scalars with { LossScaleExponent = lossScaleExponent };
        Slot partials = builder.Fill(
            builder.Layout.Fixed(KernelCatalog.SquareSumBlocks, 1), () => scale * (double.IsInfinity(scale) ? 1 : random.NextDouble()));
        Slot norm = builder.FixedOutput(1, 4);
        return builder.Build(recorder => recorder.GradientNorm(partials, clipNorm: 1, norm));
    }

    private static KernelCase Adam(Random random, int count, bool isFinite)
    {
        KernelCaseBuilder builder = new(random, batch: 1);
        builder.Parameter(1, 3);
        Parameter range = builder.Parameter(1, count);
        builder.Fill(range.In(SegmentKind.FirstMoments), () => 0.1 * random.NextNormal());
        builder.Fill(range.In(SegmentKind.SecondMoments), () => 0.1 * random.NextDouble());
        builder.Changed(range.Value);
        builder.Changed(range.In(SegmentKind.FirstMoments));
        builder.Changed(range.In(SegmentKind.SecondMoments));
        Slot norm = builder.FixedNumbers(2, 0.5, isFinite ? 1 : 0, 0);
        return builder.Build(recorder => recorder.Adam(range, 0.9, 0.999, 1e-6, 0.01, norm));
    }
}
