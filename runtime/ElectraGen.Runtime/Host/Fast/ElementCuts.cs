namespace ElectraGen.Runtime.Host.Fast;

/// <summary>Cuts kernels whose items are independent of each other into equal shares.</summary>
internal static class ElementCuts
{
    /// <summary>Elements at the borders of shares: whole cache lines, and whole vectors of every width.</summary>
    public const int Group = 64;

    /// <summary>Elements that are worth waking another thread for.</summary>
    private const long SmallestPart = 1024;

    private const int PartsPerThread = 2;

    /// <summary>A kernel whose work is the product of some of its constants.</summary>
    public static HostKernelCut<float> Cut(HostKernel<float> kernel, params int[] factors) =>
        (dispatch, threadCount) => new(kernel, PartCount(factors.Aggregate(1L, (work, factor) => work * dispatch.Count(factor)), threadCount));

    private static int PartCount(long work, int threadCount) =>
        threadCount == 1 ? 1 : (int)Math.Clamp(work / SmallestPart, 1, threadCount * PartsPerThread);
}
