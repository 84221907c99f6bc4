namespace ElectraGen.Generators.Planning;

/// <summary>Greedy by size over lifetimes (Pisarchyk and Lee, arXiv 2001.03288): the largest first, each into the tightest gap.</summary>
internal static class GreedyPlacement
{
    public static Dictionary<Buffer, long> Place(IEnumerable<Buffer> buffers, Func<Buffer, Interval[]> lives)
    {
        Dictionary<Buffer, long> offsets = [];
        Dictionary<Buffer, Interval[]> livesOf = buffers.ToDictionary(buffer => buffer, lives);

        // Streams between the layers first: they have one entry more than there are layers, and so the last segment stays small
        foreach (Buffer buffer in buffers.OrderByDescending(buffer => buffer.IsStack).ThenByDescending(buffer => buffer.Bytes))
        {
            (long First, long End)[] taken = offsets.Keys
                .Where(other => other.Segment == buffer.Segment && Meet(livesOf[other], livesOf[buffer]))
                .Select(other => (offsets[other], offsets[other] + other.Bytes)).OrderBy(range => range).ToArray();
            offsets[buffer] = TightestGap(taken, buffer.Bytes);
        }

        return offsets;
    }

    /// <summary>Start of the smallest gap between taken ranges that holds the bytes; behind them all where there is none.</summary>
    private static long TightestGap((long First, long End)[] taken, long bytes)
    {
        long end = 0, best = -1, tightest = long.MaxValue;
        foreach ((long first, long last) in taken)
        {
            long gap = first - end;
            if (gap >= bytes && gap < tightest)
                (best, tightest) = (end, gap);
            end = Math.Max(end, last);
        }

        return best >= 0 ? best : end;
    }

    private static bool Meet(Interval[] left, Interval[] right) =>
        left.Any(one => right.Any(other => one.First <= other.Last && other.First <= one.Last));
}
