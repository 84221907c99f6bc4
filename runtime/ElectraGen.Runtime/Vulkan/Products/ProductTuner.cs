using System.Diagnostics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>Measures which candidate is fastest for a class of products, once: what it finds is kept on disk.</summary>
internal sealed class ProductTuner(LogicalDevice device, KernelPipelines pipelines, TuningFile file)
{
    /// <summary>Samples of a candidate at most, and how much slower than the leader it may be to be sampled again.</summary>
    private const int Samples = 5;
    private const double Hopeless = 1.5;

    /// <summary>A tier that computes other bits than the preferred one has to be this much faster, so that noise does not decide on bits.</summary>
    private const double OtherBitsGain = 1.5;

    private const double SampleSeconds = 1e-3;
    private const int MostRepetitions = 64;
    private const long MostBytes = 1L << 28;

    /// <summary>Larger products are measured on a part of them: a second's work at most for a CPU driver, and for a GPU.</summary>
    private double MostFlops => device.Adapter.IsCpu ? 2e8 : 5e10;

    /// <summary>The fastest of the candidates.</summary>
    public ProductCandidate Fastest(ProductClass shape, ProductSize size, uint options, IReadOnlyList<ProductCandidate> candidates)
    {
        if (file.Find(shape) is { } known && candidates.Where(candidate => candidate.Name == known).ToArray() is [ProductCandidate found])
            return found;
        ProductCandidate fastest = Measure(Sampled(size), options & (KernelCalls.TransposeLeft | KernelCalls.TransposeRight), candidates);
        file.Add(shape, fastest.Name);
        return fastest;
    }

    private ProductCandidate Measure(ProductSize size, uint layout, IReadOnlyList<ProductCandidate> candidates)
    {
        using ProductRun run = new(device, size, MemoryPlace.DeviceUnmapped);
        Dictionary<ProductCandidate, double> best = [];
        for (int sample = 0; sample < Samples; sample++)
        {
            foreach (ProductCandidate candidate in candidates)
            {
                if (sample > 0 && (!best.TryGetValue(candidate, out double time) || time > Hopeless * best.Values.Min()))
                    continue;
                if (Time(run, layout, candidate) is { } seconds)
                    best[candidate] = Math.Min(seconds, best.GetValueOrDefault(candidate, double.PositiveInfinity));
            }
        }

        ProductCandidate[] ranked = [.. candidates.Where(best.ContainsKey).OrderBy(candidate => best[candidate])];
        if (ranked.Length == 0)
            return candidates[0];
        MatrixTier preferred = candidates[0].Tier;
        ProductCandidate[] preferredRanked = [.. ranked.Where(candidate => candidate.Tier == preferred)];
        return preferredRanked is [ProductCandidate own, ..] && best[own] <= OtherBitsGain * best[ranked[0]] ? own : ranked[0];
    }

    /// <summary>Seconds of one product; null where the candidate does not run.</summary>
    private double? Time(ProductRun run, uint layout, ProductCandidate candidate)
    {
        try
        {
            ProductVariant variant = ProductVariant.Of(candidate.Tile, new ProductCall(layout, run.Size.Constants()), 0, 0);
            ComputePipeline pipeline = pipelines.Get(KernelCatalog.MatrixProduct, layout, narrow: 0, variant);
            double once = Seconds(run, pipeline, candidate.Tile, 1);
            int repetitions = (int)Math.Clamp(SampleSeconds / once, 1, MostRepetitions);
            return Math.Min(once, Seconds(run, pipeline, candidate.Tile, repetitions));
        }
        catch (ElectraGenException)
        {
            return null;
        }
    }

    private static double Seconds(ProductRun run, ComputePipeline pipeline, MatrixTile tile, int repetitions)
    {
        long started = Stopwatch.GetTimestamp();
        run.Run(pipeline, tile, repetitions);
        return Stopwatch.GetElapsedTime(started).TotalSeconds / repetitions;
    }

    /// <summary>A part of a product that is too large to be measured whole: its longest side is halved until it is not.</summary>
    private ProductSize Sampled(ProductSize size)
    {
        while (size.Flops > MostFlops || size.Bytes > MostBytes)
        {
            long longest = Math.Max(Math.Max(size.Rows, size.Columns), Math.Max(size.Depth, size.Count));
            size = longest == size.Count ? size with { Count = size.Count / 2 }
                : longest == size.Rows ? size with { Rows = size.Rows / 2 }
                : longest == size.Columns ? size with { Columns = size.Columns / 2 }
                : size with { Depth = size.Depth / 2 };
        }
        return size;
    }
}
