using System.Globalization;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>Whether segments fit a device, and which batch would.</summary>
internal static class DeviceCapacity
{
    /// <exception cref="ElectraGenException">They do not; the sentence names both numbers and the largest batch that fits.</exception>
    public static void Check(string device, long memoryBytes, long largestAllocation, IReadOnlyList<SegmentSize> segments, int batch)
    {
        long needed = segments.Sum(size => size.Bytes);
        if (needed > memoryBytes)
            throw new ElectraGenException(
                $"The plan needs {Format(needed)} at batch {batch} and {device} has {Format(memoryBytes)}; {Remedy(LargestBatch(segments, batch, memoryBytes))}.");

        SegmentSize largest = segments.MaxBy(size => size.Bytes);
        if (largest.Bytes > largestAllocation)
        {
            int fitting = largest.Segment.IsBatched ? LargestBatch([largest], batch, largestAllocation) : 0;
            throw new ElectraGenException(
                $"The segment {largest.Segment.Kind} needs {Format(largest.Bytes)} at batch {batch} and {device} allocates at most {Format(largestAllocation)} at once; {Remedy(fitting)}.");
        }
    }

    private static int LargestBatch(IReadOnlyList<SegmentSize> segments, int batch, long available)
    {
        long perSequence = segments.Where(size => size.Segment.IsBatched).Sum(size => size.Bytes) / batch;
        long constant = segments.Where(size => !size.Segment.IsBatched).Sum(size => size.Bytes);
        return perSequence == 0 ? 0 : (int)Math.Max(0, (available - constant) / perSequence);
    }

    private static string Remedy(int batch) =>
        batch > 0 ? $"a batch of {batch} fits" : "no batch fits, choose a smaller model or another device with --device";

    private static string Format(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.00} GiB");
}
